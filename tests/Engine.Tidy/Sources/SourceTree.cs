using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Engine.Tidy.Sources;

/// <summary>The text files of the repository, read from disk or made up by a test.</summary>
internal sealed class SourceTree
{
    private static readonly string[] SkippedFolders = ["bin", "obj", ".git", ".vs", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];
    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".targets", ".sln", ".md", ".sh", ".py", ".cfg", ".yml", ".txt", ".editorconfig"];

    private readonly Dictionary<string, string> _projectByFolder;

    private SourceTree(IReadOnlyList<SourceFile> files)
    {
        Files = files;
        CSharp = [.. files.Where(file => file.IsCSharp)];
        Projects = [.. files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal))];
        _projectByFolder = Projects.ToDictionary(file => file.Folder, file => Path.GetFileNameWithoutExtension(file.FileName));
    }

    public IReadOnlyList<SourceFile> Files { get; }

    public IReadOnlyList<SourceFile> CSharp { get; }

    public IReadOnlyList<SourceFile> Projects { get; }

    /// <summary>A made-up tree: path and text in turn.</summary>
    public static SourceTree Of(params (string Path, string Text)[] files) =>
        new([.. files.Select(file => new SourceFile(file.Path, file.Text))]);

    /// <summary>The tree this test was built from.</summary>
    public static SourceTree OfRepository()
    {
        string top = FindTop();
        var files = new List<SourceFile>();
        Collect(top, top, files);
        return new SourceTree([.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    /// <summary>Absolute path of the folder that holds Engine.sln.</summary>
    public static string FindTop()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Engine.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("No Engine.sln above " + AppContext.BaseDirectory);
    }

    /// <summary>The folder of the project a file belongs to; null when no csproj stands above it.</summary>
    public string? ProjectFolderOf(SourceFile file)
    {
        for (string folder = file.Folder; folder.Length > 0; folder = folder.Contains('/') ? folder[..folder.LastIndexOf('/')] : "")
        {
            if (_projectByFolder.ContainsKey(folder))
            {
                return folder;
            }
        }

        return null;
    }

    /// <summary>The name of the project a file belongs to: its csproj without the extension.</summary>
    public string? ProjectOf(SourceFile file) => ProjectFolderOf(file) is { } folder ? _projectByFolder[folder] : null;

    private static bool IsScript(string path) =>
        !Path.HasExtension(path) && (path.StartsWith(".ci/", StringComparison.Ordinal) || path.StartsWith("tools/", StringComparison.Ordinal));

    private static void Collect(string top, string folder, List<SourceFile> files)
    {
        foreach (string path in Directory.EnumerateFiles(folder))
        {
            string relative = Path.GetRelativePath(top, path);
            if (Extensions.Contains(Path.GetExtension(path)) || IsScript(relative))
            {
                files.Add(new SourceFile(relative, File.ReadAllText(path)));
            }
        }

        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            if (!SkippedFolders.Contains(Path.GetFileName(inner)))
            {
                Collect(top, inner, files);
            }
        }
    }
}
