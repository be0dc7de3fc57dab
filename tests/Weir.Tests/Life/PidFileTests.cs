using System;
using System.Diagnostics;
using System.IO;
using Weir.Life;
using Weir.Tests.Processes;
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
    public void Write_ToAPipeOrADevice_LeavesWhatItIs()
    {
        // A pipe of our own stands for /dev/null and its like: a test that fails must not cost the machine a device.
        string path = Path.Combine(_folder.FullName, "pipe");
        using (Process mkfifo = Process.Start("mkfifo", path))
        {
            mkfifo.WaitForExit();
        }

        using Process reader = Process.Start(new ProcessStartInfo("cat", path) { RedirectStandardOutput = true })!;
        bool written = PidFile.TryWrite(path, 1234, TextWriter.Null);
        bool ended = reader.WaitForExit(WeirProcess.Patience);
        if (!ended)
        {
            reader.Kill();
        }

        Assert.True(written && ended);
        Assert.Equal("1234\n", reader.StandardOutput.ReadToEnd());
        Assert.Single(_folder.GetFileSystemInfos());
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
