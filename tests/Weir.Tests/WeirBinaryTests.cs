using System;
using System.IO;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Weir.Tests;

/// <summary>Which program the tests start; the run says so in its output.</summary>
public sealed class WeirBinaryTests(WeirBinaryTests.Announcement announcement) : IClassFixture<WeirBinaryTests.Announcement>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-test-").FullName;

    [Fact]
    public void TheProgramUnderTest_IsThere() => Assert.True(File.Exists(announcement.Program));

    [Fact]
    public void ANamedProgram_IsTakenBeforeAllOthers()
    {
        string native = Write("native", ageMinutes: 0);
        Assert.Equal("/opt/weir", WeirBinary.Choose("/opt/weir", native, Write("weir", ageMinutes: 1)).Path);
    }

    [Fact]
    public void ANativeProgram_IsTakenUnlessTheBuildIsNewer()
    {
        string built = Write("weir", ageMinutes: 9);
        string native = Write("native", ageMinutes: 5);
        Write("weir.dll", ageMinutes: 5);
        Assert.Equal(native, WeirBinary.Choose("", native, built).Path);

        Write("Engine.Http.dll", ageMinutes: 4);
        WeirBinary chosen = WeirBinary.Choose("", native, built);
        Assert.Equal(built, chosen.Path);
        Assert.Contains("older than the build", chosen.Choice);
    }

    [Fact]
    public void WithoutANativeProgram_TheOneOfTheBuildIsTaken()
    {
        string built = Write("weir", ageMinutes: 0);
        WeirBinary chosen = WeirBinary.Choose("", Path.Combine(_folder, "native"), built);
        Assert.Equal(built, chosen.Path);
        Assert.Contains("where clang or gcc is installed", chosen.Choice);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, int ageMinutes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddMinutes(-ageMinutes));
        return path;
    }

    /// <summary>Made once for a run.</summary>
    public sealed class Announcement
    {
        public Announcement(IMessageSink messages) => messages.OnMessage(new DiagnosticMessage(WeirBinary.UnderTest.Choice));

        public string Program => WeirBinary.UnderTest.Path;
    }
}
