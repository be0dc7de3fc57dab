using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>default-path current|config|parent|origin DIRECTORY</c>.</summary>
internal static class DefaultPaths
{
    public static void Build(GlobalBuilder global, KeywordCall call)
    {
        bool hasDirectory = call.Values.Count > 1;
        if (hasDirectory != (call.Text() == "origin"))
        {
            int word = call.Values[^1].Word;
            call.Error(word, hasDirectory ? $"'{call.Text()}' takes no directory" : "'origin' needs a directory", "write it as: default-path origin DIRECTORY");
            return;
        }

        SideFiles files = call.Context.Files;
        files.Directory = call.Text() switch
        {
            "current" => "",
            "origin" => call.Values[1].Text,
            "config" => DirectoryOf(call.At.File),
            _ => DirectoryOf(call.At.File) is { Length: > 0 } directory ? directory + "/.." : "..",
        };
        files.IsBesideConfiguration = call.Text() is "config" or "parent";
        files.ConfigurationDirectory = DirectoryOf(call.At.File);
    }

    /// <summary>Rules read files once everything is known, so that all files of a configuration must agree on where they begin.</summary>
    public static void CheckFile(Statement first, ReadContext context)
    {
        if (context.Files.IsBesideConfiguration && context.Files.ConfigurationDirectory != DirectoryOf(first.File))
        {
            context.Diagnostics.Error(first, 0, "'default-path' was written for files of another directory than that of this one", "write 'default-path origin DIRECTORY', or keep all configuration files in one directory");
        }
    }

    /// <summary>Up to the last slash, as HAProxy has it; "" without any.</summary>
    private static string DirectoryOf(string file)
    {
        int slash = file.LastIndexOf('/');
        return slash < 0 ? "" : slash == 0 ? "/" : file[..slash];
    }
}
