using System;
using System.IO;
using System.Runtime.InteropServices;
using Engine.Config.Conditions;
using Engine.IO.Tls;

namespace Weir.Invocation;

/// <summary>What <c>-v</c> and <c>-vv</c> print. Scripts written for HAProxy read some of these lines: their beginnings are kept.</summary>
internal static class VersionText
{
    /// <summary>Weir's own version, "0.1.0".</summary>
    public static string Own { get; } = typeof(VersionText).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Date of this version, as <c>show info</c> prints it.</summary>
    public const string Released = "2026/11/27";

    public static void Write(TextWriter output)
    {
        output.WriteLine($"Weir version {Own}");
        output.WriteLine($"HAProxy version {EngineFeatures.LanguageVersion} is the one whose configuration language it speaks");
        output.WriteLine($"Running on: {RuntimeInformation.OSDescription} {Architecture}");
    }

    public static void WriteDetails(TextWriter output)
    {
        Write(output);
        output.WriteLine("Build options :");
        output.WriteLine("  TARGET  = linux-glibc");
        output.WriteLine($"  CPU     = {Architecture}");
        output.WriteLine($"  CC      = {RuntimeInformation.FrameworkDescription}");
        output.WriteLine();
        output.Write("Feature list :");
        foreach ((string name, bool present) in Features.All)
        {
            output.Write($" {(present ? '+' : '-')}{name}");
        }

        output.WriteLine();
        output.WriteLine();
        output.WriteLine($"Built with multi-threading support (one event loop per core, default={Environment.ProcessorCount}).");
        output.WriteLine();
        output.WriteLine($"Running on OpenSSL version : {(TlsLibrary.TryLoad(out string? missing) ? TlsLibrary.Version : $"none ({missing})")}");
        output.WriteLine();
        output.WriteLine("Available polling systems :");
        output.WriteLine("      epoll : pref=300,  test result OK");
        output.WriteLine("Total: 1 (1 usable), will use epoll.");
        output.WriteLine();
        output.WriteLine("Available services : prometheus-exporter");
    }

    private static string Architecture => RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "aarch64" : "x86_64";
}
