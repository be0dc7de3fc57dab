using System;
using System.Collections.Concurrent;
using System.Threading;

namespace Engine.Proxy.Health;

/// <summary>The one thread that starts commands: starting a process may take milliseconds, which no loop has. It exists from the first command on.</summary>
internal static class CommandsShared
{
    private static readonly Lazy<BlockingCollection<CommandRun>> Waiting = new(Open);

    /// <summary>Any thread; returns at once.</summary>
    internal static void Start(CommandRun run) => Waiting.Value.Add(run);

    private static BlockingCollection<CommandRun> Open()
    {
        BlockingCollection<CommandRun> waiting = [];
        new Thread(() => Serve(waiting)) { IsBackground = true, Name = "commands" }.Start();
        return waiting;
    }

    private static void Serve(BlockingCollection<CommandRun> waiting)
    {
        foreach (CommandRun run in waiting.GetConsumingEnumerable())
        {
            run.Start();
        }
    }
}
