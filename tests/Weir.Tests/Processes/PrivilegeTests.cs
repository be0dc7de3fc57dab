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
