using System;
using System.IO;

namespace Engine.IO.Tests.Listening;

/// <summary>A directory of its own for one test, short enough for unix sockets, removed at the end.</summary>
public sealed class TempDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("weir");

    public string Path => _directory.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _directory.Delete(recursive: true);
}
