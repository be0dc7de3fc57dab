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

    /// <summary>capabilities(7): 10 is cap_net_bind_service, 13 cap_net_raw.</summary>
    [Theory]
    [InlineData("setcap cap_net_bind_service,cap_net_raw", "0000000000002400")]
    [InlineData("", "0000000000000000")]
    public async Task OfRootsRights_TheLoopsKeepWhatTheConfigurationNames(string global, string mask)
    {
        if (!IsRoot)
        {
            return;
        }

        using var place = new Workplace("user nobody\n    group daemon\n    " + global);
        using WeirProcess weir = WeirProcess.Start("-db", "-f", place.Configuration);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        string[] loops = [.. Directory.GetDirectories($"/proc/{weir.Pid}/task").Where(thread => File.ReadAllText(Path.Combine(thread, "comm")).StartsWith("loop-", System.StringComparison.Ordinal))];
        Assert.NotEmpty(loops);
        Assert.All(loops, loop =>
        {
            string[] status = File.ReadAllLines(Path.Combine(loop, "status"));
            Assert.Contains("CapEff:\t" + mask, status);
            Assert.Contains("CapPrm:\t" + mask, status);
            Assert.Contains("CapInh:\t0000000000000000", status);
        });
    }

    [Fact]
    public void CapabilityThatAProxyHasNoUseFor_IsRefused()
    {
        using var place = new Workplace("setcap cap_net_raw,cap_sys_boot");
        using WeirProcess weir = WeirProcess.Start("-c", "-f", place.Configuration);
        Assert.Equal(1, weir.WaitForExit());
        Assert.Contains("there is no capability 'cap_sys_boot' to keep", weir.Errors);
        Assert.Contains("cap_net_bind_service", weir.Errors);
    }

    /// <summary>proc(5): the files of a process that leaves no core file belong to root.</summary>
    [Theory]
    [InlineData("set-dumpable", "65534")]
    [InlineData("", "0")]
    public async Task SetDumpable_LetsACoreFileBeLeft_AlthoughTheUserHasChanged(string global, string owner)
    {
        if (!IsRoot)
        {
            return;
        }

        using var place = new Workplace("user nobody\n    " + global);
        using WeirProcess weir = WeirProcess.Start("-db", "-f", place.Configuration);
        Assert.Equal("served", await WeirProcess.Get(place.Port));
        using WeirProcess stat = WeirProcess.StartBy("/usr/bin/stat", "-c", "%u", $"/proc/{weir.Pid}/environ");
        Assert.Equal(0, stat.WaitForExit());
        Assert.Equal(owner + "\n", stat.Output);
    }

    /// <summary>That it works in the native binary is seen by tools/smoke.</summary>
    [Fact]
    public void Chroot_OfADevelopmentBuild_IsRefusedWithTheWayOut()
    {
        if (!WeirBinary.UnderTest.IsOfTheBuild)
        {
            return;
        }

        using var place = new Workplace("chroot /var/empty");
        using WeirProcess weir = WeirProcess.Start("-db", "-f", place.Configuration);
        Assert.Equal(1, weir.WaitForExit());
        Assert.Contains("'chroot' needs the native binary", weir.Errors);
        Assert.Contains("dotnet publish", weir.Errors);
    }
}
