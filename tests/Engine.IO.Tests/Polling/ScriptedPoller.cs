using System;
using System.Collections.Generic;
using Engine.IO.Polling;

namespace Engine.IO.Tests.Polling;

/// <summary>Reports what a test put in, and remembers what the loop asked for.</summary>
internal sealed class ScriptedPoller : Poller
{
    private readonly Queue<ReadyEvent> _events = new();

    public Dictionary<int, ulong> Keys { get; } = [];

    public List<int> WaitsMs { get; } = [];

    public int Wakes { get; private set; }

    /// <summary>What others do while the loop sleeps.</summary>
    public Action? WhileWaiting { get; set; }

    /// <summary>errno of the next registration; 0 = it succeeds.</summary>
    public int AddError { get; set; }

    public void Report(int fd, ReadyFlags flags) => _events.Enqueue(new ReadyEvent(Keys[fd], flags));

    public override int Add(int fd, ulong key)
    {
        if (AddError == 0)
        {
            Keys[fd] = key;
        }

        return AddError;
    }

    public override void Remove(int fd) => Keys.Remove(fd);

    public override int Wait(Span<ReadyEvent> ready, int timeoutMs)
    {
        WaitsMs.Add(timeoutMs);
        WhileWaiting?.Invoke();
        int count = 0;
        while (count < ready.Length && _events.TryDequeue(out ReadyEvent each))
        {
            ready[count++] = each;
        }

        return count;
    }

    public override void Wake() => Wakes++;

    protected override void Dispose(bool disposing)
    {
    }
}
