using System;
using System.IO;
using System.Linq;

namespace Weir.Tests;

/// <summary>
/// The program under test: the one that WEIR_BINARY names, else the native one that <c>dotnet test</c> put beside this assembly
/// (NativeProgram.targets), else the one of the build of src/Weir, which the JIT compiles on each start. The copy of that one beside
/// this assembly will not do: it lacks what the framework of the tests brings already.
/// </summary>
/// <param name="Path">Of the program.</param>
/// <param name="Choice">One line for whoever runs the tests: which program it is, and why it is a slow one.</param>
internal sealed record WeirBinary(string Path, string Choice)
{
    private static readonly WeirBinary Chosen = Choose(
        Environment.GetEnvironmentVariable("WEIR_BINARY") ?? "",
        System.IO.Path.Combine(AppContext.BaseDirectory, "native/weir"),
        System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "../../../../../src/Weir/bin", BuildFolder(), "weir")));

    /// <summary>The program that all tests start.</summary>
    public static WeirBinary UnderTest => Chosen;

    /// <summary>True for the program of the build, which needs a runtime.</summary>
    public bool IsOfTheBuild => File.Exists(System.IO.Path.ChangeExtension(Path, ".dll")) || File.Exists(Path + ".dll");

    /// <summary>Tests may be run without a build, so a native program that is older than an assembly of the build is passed over.</summary>
    public static WeirBinary Choose(string named, string native, string built)
    {
        if (named.Length > 0)
        {
            return new WeirBinary(named, $"starting {named}, as WEIR_BINARY says");
        }

        bool isThere = File.Exists(native);
        if (isThere && Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(built)!, "*.dll").All(assembly => File.GetLastWriteTimeUtc(assembly) <= File.GetLastWriteTimeUtc(native)))
        {
            return new WeirBinary(native, $"starting {native}, the native program");
        }

        string why = isThere ? "the native program is older than the build, and dotnet test without --no-build renews it" : "dotnet test -c Release makes a native program where clang or gcc is installed";
        return new WeirBinary(built, $"starting {built} by the JIT, which takes several times as long: {why}");
    }

    /// <summary>Such as Release/net10.0: the last two folders of this assembly's path, and of the program's.</summary>
    private static string BuildFolder()
    {
        DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd('/'));
        return System.IO.Path.Combine(framework.Parent!.Name, framework.Name);
    }
}
