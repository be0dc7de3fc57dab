using System;
using System.Threading;
using Engine.IO.Loop;
using Engine.LoadTests.Measuring;
using Engine.LoadTests.Pacing;

namespace Engine.LoadTests.Traffic;

/// <summary>A loop of the load on a thread of its own.</summary>
internal sealed class LoadThread : IDisposable
{
    /// <summary>
    /// A block holds a whole answer head (<see cref="Http.HeadLimits.Default"/>) and takes a large body with a quarter of wrk's calls: wrk reads 8 KiB.
    /// </summary>
    private const int BlockBytes = 32 * 1024;

    private const int EventsMax = 512;

    private readonly EventLoop _loop;
    private readonly TimerAlarm _alarm;
    private readonly LoadLoop _load;
    private readonly Thread _thread;

    public LoadThread(LoadPlan plan, int index, Action ended)
    {
        _loop = new EventLoop(EventLoopParts.Real(index, BlockBytes, EventsMax) with
        {
            OnBroken = static fault => Environment.FailFast("The load generator broke an invariant of its own. " + fault, fault),
        });
        _alarm = new TimerAlarm(_loop);
        _load = new LoadLoop(plan, index, _loop, new NanoClock(), _alarm);
        _thread = new Thread(() =>
        {
            _loop.Run();
            ended();
        })
        { Name = "load " + index };
    }

    /// <summary>To be read when the thread has ended.</summary>
    public Recorder Recorder => _load.Recorder;

    public void Start()
    {
        _loop.Post(static load => ((LoadLoop)load!).Start(), _load);
        _thread.Start();
    }

    /// <summary>Ends the load before its time.</summary>
    public void Finish() => _loop.Post(static load => ((LoadLoop)load!).Finish(), _load);

    /// <summary>Has the loop add where it stands; waits for that. False when the loop has ended meanwhile.</summary>
    public bool Report(LoopProgress progress)
    {
        using var done = new ManualResetEventSlim();
        _loop.Post(_ =>
        {
            _load.AddTo(progress);
            done.Set();
        }, null);

        // A loop that has ended takes no more work.
        while (!done.Wait(10))
        {
            if (_thread.Join(0))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose()
    {
        _thread.Join();
        _alarm.Dispose();
        _loop.Dispose();
    }
}
