using System;
using System.IO;

namespace Weir.Tests;

/// <summary>
/// The program under test. WEIR_BINARY names another one than the build's, such as a published native one. The copy beside this
/// assembly will not do: it lacks what the framework of the tests brings already.
/// </summary>
internal static class WeirBinary
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("WEIR_BINARY") is { Length: > 0 } binary
        ? binary
        : System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "../../../../../src/Weir/bin", BuildFolder(), "weir"));

    /// <summary>True for the program of the build, which needs a runtime; the native one is named by WEIR_BINARY.</summary>
    public static bool IsOfTheBuild { get; } = File.Exists(System.IO.Path.ChangeExtension(Path, ".dll")) || File.Exists(Path + ".dll");

    /// <summary>Such as Release/net10.0: the last two folders of this assembly's path, and of the program's.</summary>
    private static string BuildFolder()
    {
        DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd('/'));
        return System.IO.Path.Combine(framework.Parent!.Name, framework.Name);
    }
}
