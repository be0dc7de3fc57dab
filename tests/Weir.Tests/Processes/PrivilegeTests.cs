using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Weir.Native;
using Xunit;

namespace Weir.Tests.Processes;

/// <summary>
/// <c>user group uid gid chroot</c>: what the kernel says about the process that serves. Only root can give something up; anybody else
/// sees the same configuration refused.
/// </summary>
public sealed class PrivilegeTests
{
    private static readonly bool IsRoot = ProcessCalls.GetEffectiveUid() == 0;

    [Theory]
    [InlineData("user nobody\n    group daemon")]
    [InlineData("uid 65534\n    gid 1")]
    public async Task EveryThread_IsTheOtherUserWithoutOldGroups(string global)
    {
        using var place = new Workplace(global);
        using WeirProcess weir = WeirProcess.Start("-db", "-f", place.Configuration);
        if (!IsRoot)
        {
            Assert.Equal(1, weir.WaitForExit());
            Assert.Contains("cannot become", weir.Errors);
            return;
        }

        Assert.Equal("served", await WeirProcess.Get(place.Port));
        string[] threads = Directory.GetDirectories($"/proc/{weir.Pid}/task");
        Assert.True(threads.Length > 1);
        Assert.All(threads, thread =>
        {
            string[] status = File.ReadAllLines(Path.Combine(thread, "status"));
            Assert.Contains("Uid:\t65534\t65534\t65534\t65534", status);
            Assert.Contains("Gid:\t1\t1\t1\t1", status);
            Assert.Contains("Groups:", status.Select(line => line.TrimEnd()));
        });
    }

    [Fact]
    public async Task Chroot_TheProcessSeesNothingElse()
    {
        using var place = new Workplace();
        string root = Directory.CreateDirectory(place.PathOf("jail")).FullName;
        string configuration = place.Write("jailed.cfg", File.ReadAllText(place.Configuration).Replace("global\n", $"global\n    chroot {root}\n", StringComparison.Ordinal));
        using WeirProcess weir = WeirProcess.Start("-db", "-f", configuration);
        if (!IsRoot)
        {
            Assert.Equal(1, weir.WaitForExit());
            Assert.Contains("cannot chroot", weir.Errors);
            return;
        }

        Assert.Equal("served", await WeirProcess.Get(place.Port));
        Assert.Equal(root, new FileInfo($"/proc/{weir.Pid}/root").LinkTarget);
        Assert.Equal(root, new FileInfo($"/proc/{weir.Pid}/cwd").LinkTarget);
        weir.Signal(ProcessCalls.SigUsr1);
        Assert.Equal(0, weir.WaitForExit());
    }
}
