using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>What the global section says reaches the model (CFG 3).</summary>
public sealed class GlobalSectionTests
{
    [Fact]
    public void ProcessKeywords_ReachTheModel()
    {
        GlobalConfig global = Configured.Valid("""
            global
                daemon
                maxconn 81920
                ulimit-n 200000
                nbthread 4
                pidfile /run/weir.pid
                chroot /var/empty
                user haproxy
                group haproxy
                uid 99
                gid 98
                node edge-1
                description the front door
                no strict-limits
                zero-warning
                quiet
                nosplice
                noreuseport
                hard-stop-after 30s
                grace 500
            """).Global;
        Assert.True(global.Daemon && global.ZeroWarning && global.Quiet && global.NoSplice && global.NoReusePort);
        Assert.False(global.StrictLimits);
        Assert.Equal((81920, 200000, 4), (global.MaxConn!.Value, global.UlimitN!.Value, global.NbThread!.Value));
        Assert.Equal(("/run/weir.pid", "/var/empty", "haproxy", "haproxy"), (global.PidFile, global.Chroot, global.User, global.Group));
        Assert.Equal((99, 98), (global.Uid!.Value, global.Gid!.Value));
        Assert.Equal(("edge-1", "the front door"), (global.Node, global.Description));
        Assert.Equal((30_000, 500), (global.HardStopAfterMs!.Value, global.GraceMs!.Value));
    }

    /// <summary>CFG 3.1 thread-hard-limit: caps what is written and what the machine has, and raises nothing.</summary>
    [Theory]
    [InlineData("", 6)]
    [InlineData("thread-hard-limit 4", 4)]
    [InlineData("thread-hard-limit 8", 6)]
    [InlineData("nbthread 2\n thread-hard-limit 4", 2)]
    public void Threads_AreAsManyAsProcessors_UnlessLimited(string lines, int threads) =>
        Assert.Equal(threads, Configured.Valid("global\n " + lines).Global.ThreadsOn(processors: 6));

    [Theory]
    [InlineData("nbthread 8\n thread-hard-limit 4")]
    [InlineData("thread-hard-limit 4\n nbthread 8")]
    public void ThreadHardLimit_CountsMoreThanNbthread_WithAWarning(string lines)
    {
        Configured read = Configured.Read("global\n " + lines);
        Assert.Equal(4, read.Global.ThreadsOn(processors: 6));
        Assert.Equal(["warning 3: 'nbthread 8' is more than 'thread-hard-limit 4', which counts (lower 'nbthread', or raise the limit)"], read.Messages());
    }

    /// <summary>Options of the kernel's that are passed on; 0 leaves what it does by itself.</summary>
    [Fact]
    public void KernelBuffers_HaveLimits()
    {
        GlobalConfig global = Configured.Valid("global\n tune.notsent-lowat.client 16k\n tune.notsent-lowat.server 0\n tune.sndbuf.backend 300000\n tune.cli.max-payload-size 128k\n tune.ssl.certificate-compression off\n").Global;
        Assert.Equal((16384, (int?)null, 300_000), (global.Tune.UnsentBytesClient, global.Tune.UnsentBytesServer, global.Tune.SndBufDatagrams));
        Assert.Equal(131_072, global.Control.PayloadBytesMax);
        Assert.False(global.Tls.CompressesCertificates);
    }

    [Fact]
    public void NothingWritten_LeavesTheBuiltInValues()
    {
        GlobalConfig global = Configured.Valid("global\n").Global;
        Assert.Null(global.MaxConn);
        Assert.True(global.StrictLimits);
        Assert.Equal((16384, 1024, 101), (global.Tune.BufSize, global.Tune.MaxRewrite, global.Tune.HttpMaxHdr));
    }

    [Fact]
    public void TuneKeywords_TakeSizesWithUnits()
    {
        TuneConfig tune = Configured.Valid("""
            global
                tune.bufsize 32k
                tune.maxrewrite 2048
                tune.http.maxhdr 200
                tune.maxaccept -1
                tune.maxpollevents 200
                tune.rcvbuf.client 64k
                tune.rcvbuf.server 65k
                tune.sndbuf.client 66k
                tune.sndbuf.server 67k
                tune.pipesize 1m
                tune.idle-pool.shared off
                tune.pool-high-fd-ratio 25
                tune.pool-low-fd-ratio 20
            """).Global.Tune;
        Assert.Equal((32768, 2048, 200), (tune.BufSize, tune.MaxRewrite, tune.HttpMaxHdr));
        Assert.Equal((-1, 200, 1 << 20), (tune.MaxAccept!.Value, tune.MaxPollEvents!.Value, tune.PipeSize!.Value));
        Assert.Equal((65536, 66560, 67584, 68608), (tune.RcvBufClient!.Value, tune.RcvBufServer!.Value, tune.SndBufClient!.Value, tune.SndBufServer!.Value));
        Assert.False(tune.IdlePoolShared);
        Assert.Equal((25, 20), (tune.PoolHighFdRatio!.Value, tune.PoolLowFdRatio!.Value));
    }

    [Theory]
    [InlineData("cpu-map 1/1-4 0-3", 1, 4, false, new[] { 0, 1, 2, 3 })]
    [InlineData("cpu-map auto:1/1-4 0-3", 1, 4, true, new[] { 0, 1, 2, 3 })]
    [InlineData("cpu-map auto:1 0,2", 1, 2, true, new[] { 0, 2 })]
    [InlineData("cpu-map 1/3 5", 3, 3, false, new[] { 5 })]
    [InlineData("cpu-map 1/3- 5", 3, 4096, false, new[] { 5 })]
    [InlineData("cpu-map 1/2-4 1020-", 2, 4, false, new[] { 1020, 1021, 1022, 1023 })]
    [InlineData("cpu-map all 0 1", 1, 4096, false, new[] { 0, 1 })]
    [InlineData("cpu-map 1/odd 5", 1, 4096, false, new[] { 5 }, 2)]
    [InlineData("cpu-map auto:1/even 4-6", 2, 6, true, new[] { 4, 5, 6 }, 2)]
    public void CpuMap_NamesThreadsFromOneAndProcessorsFromZero(string line, int first, int last, bool auto, int[] cpus, int step = 1)
    {
        CpuMapConfig map = Assert.Single(Configured.Valid("global\n " + line).Global.CpuMaps);
        Assert.Equal((first, last, auto, step), (map.FirstThread, map.LastThread, map.Auto, map.Step));
        Assert.Equal(cpus, map.Cpus);
    }

    [Theory]
    [InlineData("cpu-map 2/1 0", "thread group '2' is known, but not supported yet | all threads are in group 1: write 1/THREADS")]
    [InlineData("cpu-map 1/0 0", "'0' is not a set of threads | threads are counted from 1: write all, odd, even, 3, 1-4 or 3-")]
    [InlineData("cpu-map auto:1/1-4 0-2", "'auto:' gives each of 4 threads one processor, but 3 are listed | list as many processors as threads, or remove 'auto:'")]
    [InlineData("cpu-map 1/1 0-x", "'0-x' is not a set of processors | processors are counted from 0: write 3, 0-3, or 0,2")]
    [InlineData("nbthread 0", "'nbthread' must be between 1 and 4096, not 0")]
    [InlineData("maxconn 10k", "'maxconn' takes a number, not '10k' | write it as: maxconn CONNECTIONS")]
    [InlineData("tune.bufsize 100", "'tune.bufsize' must be between 2048 and 67108864, not 100")]
    [InlineData("tune.idle-pool.shared yes", "'tune.idle-pool.shared' takes 'on' or 'off', not 'yes'")]
    [InlineData("hard-stop-after 1.5s", "'hard-stop-after': unexpected '.' in a time | times are whole numbers: take a smaller unit, such as 1500ms for 1.5s")]
    [InlineData("daemon now", "'daemon' takes no argument, but 'now' follows | remove it")]
    [InlineData("no daemon", "'no' cannot stand before 'daemon' | it can stand before on/off options, 'log' and some keywords of the global section")]
    [InlineData("nbproc 2", "'nbproc' is no longer part of the language | one process serves all; write 'nbthread' for the number of threads")]
    [InlineData("mode http", "'mode' cannot stand in the global section | it belongs in a frontend, backend, listen or defaults section")]
    [InlineData("maxcon 5", "unknown keyword 'maxcon' in global section | did you mean 'maxconn'?")]
    [InlineData("lua-load x.lua", "'lua-load' is known, but not supported yet")]
    public void Faults_SayWhatIsWrongAndWhatToWrite(string line, string finding) => Assert.Equal(finding, Configured.InGlobal(line));

    [Fact]
    public void Reserve_IsHalfABufferAtMost() =>
        Assert.Equal(2048, Configured.Valid("global\n tune.maxrewrite 8192\n tune.bufsize 4096\n").Global.Tune.MaxRewrite);

    [Fact]
    public void SeveralGlobalSections_GoOnWhereTheFirstStopped()
    {
        GlobalConfig global = Configured.Valid("global\n maxconn 10\nglobal\n nbthread 2\n").Global;
        Assert.Equal((10, 2), (global.MaxConn!.Value, global.NbThread!.Value));
    }

    [Fact]
    public void SetEnv_ActsOnTheLinesThatFollow()
    {
        GlobalConfig global = Configured.Valid("""
            global
                setenv NAME first
                presetenv NAME second
                presetenv OTHER third
                description "$NAME $OTHER"
                unsetenv OTHER
                node "${OTHER-none}"
                resetenv OTHER
                pidfile "/run/${NAME-gone}"
            """).Global;
        Assert.Equal(("first third", "none", "/run/gone"), (global.Description, global.Node, global.PidFile));
    }
}
