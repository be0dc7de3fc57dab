using System;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Engine.Config;
using Engine.Config.Text;
using Engine.Proxy;
using Engine.Proxy.Plan;
using Engine.Stages;
using Weir.Life;
using Weir.Tests.Processes;
using Xunit;

namespace Weir.Tests.Life;

/// <summary>sd_watchdog_enabled(3): who is watched, and what is told while all loops turn.</summary>
public sealed class WatchdogTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("30000000", null, 30_000L)]
    [InlineData("30000000", "", 30_000L)]
    [InlineData("30000000", "7", 30_000L)]
    [InlineData("30000000", "8", null)] // another process is meant
    [InlineData("500", "7", 1L)]
    public void Period_IsThatOfTheProcessThatIsMeant(string? microseconds, string? watched, long? ms) =>
        Assert.Equal(ms, Watchdog.PeriodMs(microseconds, watched, pid: 7));

    [Fact]
    public void WhileALoopHangs_NothingIsTold()
    {
        string path = Path.Combine(Path.GetTempPath(), "weir-watchdog-" + Guid.NewGuid().ToString("N"));
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        manager.Bind(new UnixDomainSocketEndPoint(path));
        using ServiceNotifier notifier = ServiceNotifier.To(path);
        using var engine = new ProxyEngine(EmptyPlan(), loopCount: 2);
        using var hanging = new ManualResetEventSlim();
        using var hangs = new ManualResetEventSlim();
        engine.Start();
        using var watchdog = new Watchdog(engine.Loops, notifier, periodMs: null);

        BeatUntilTold(watchdog, manager);
        BeatUntilTold(watchdog, manager); // both loops have answered
        engine.Loops[1].Loop.Post(_ => { hangs.Set(); hanging.Wait(); }, null);
        hangs.Wait();
        BeatUntilTold(watchdog, manager); // answers that were given before it hung
        for (int i = 0; i < 100; i++)
        {
            Assert.False(watchdog.Beat());
        }

        Assert.Equal(0, manager.Available);
        hanging.Set();
        BeatUntilTold(watchdog, manager);

        engine.StopHard();
        engine.Join();
        File.Delete(path);
    }

    private static void BeatUntilTold(Watchdog watchdog, Socket manager)
    {
        long start = Stopwatch.GetTimestamp();
        while (!watchdog.Beat())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < WeirProcess.Patience, "the loops do not answer");
            Thread.Sleep(1);
        }

        byte[] buffer = new byte[100];
        Assert.Equal("WATCHDOG=1\n", Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer)));
    }

    private static ProxyPlan EmptyPlan()
    {
        var diagnostics = new DiagnosticBag();
        Engine.Config.Model.Configuration configuration = new ConfigReader(BuiltInStages.Catalog.ToVocabulary(), diagnostics).ReadText("empty.cfg", "backend b\n    mode http\n");
        return PlanCompiler.Compile(configuration, BuiltInStages.Catalog, diagnostics)!;
    }
}
