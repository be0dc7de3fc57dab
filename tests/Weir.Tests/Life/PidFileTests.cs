using System;
using System.IO;
using Weir.Life;
using Xunit;

namespace Weir.Tests.Life;

public sealed class PidFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weir-pid-");

    [Fact]
    public void Write_ReplacesWhatWasThere_AndLeavesNothingBeside()
    {
        string path = Path.Combine(_folder.FullName, "pid");
        File.WriteAllText(path, "99999\nold\n");

        Assert.True(PidFile.TryWrite(path, 1234, TextWriter.Null));

        Assert.Equal("1234\n", File.ReadAllText(path));
        Assert.Single(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void Write_ToADevice_LeavesItADevice()
    {
        Assert.True(PidFile.TryWrite("/dev/null", 1234, TextWriter.Null));

        Assert.True((File.GetAttributes("/dev/null") & FileAttributes.Device) != 0);
    }

    [Fact]
    public void Write_WhereNoFolderIs_SaysSo()
    {
        using var errors = new StringWriter();

        Assert.False(PidFile.TryWrite(Path.Combine(_folder.FullName, "none", "pid"), 1234, errors));

        Assert.StartsWith("[ERROR] cannot write the pid file ", errors.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
