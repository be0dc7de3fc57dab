using System;
using System.Collections.Generic;
using System.IO.Pipelines;
using System.Text;
using Engine.Config.Model;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.Proxy.Loops;
using Engine.Proxy.Pages;

namespace Engine.Proxy.Control;

/// <summary>
/// A client of the runtime API, on one loop (MGT 9.3): one line of commands and their answers, or with <c>prompt</c> as many as it
/// likes. Answers leave in slices, between which the loop serves everybody else; a slow reader holds back its own answer only.
/// </summary>
public sealed class ControlSession : ITimerOwner
{
    /// <summary>An answer leaves whenever so much of it is there.</summary>
    private const int SliceBytes = 16384;

    /// <summary>Steps of a command in one turn of the loop.</summary>
    private const int StepsPerTurn = 512;

    private readonly ControlServer _server;
    private readonly SocketConnection _pipe;
    private readonly LoopTimer _timer;
    private readonly LoopSignal _signal;
    private ControlWait _wait;
    private bool _quits;

    internal ControlSession(ControlServer server, ControlSocketPlan socket)
    {
        _server = server;
        Socket = socket;
        Level = socket.Level;
        Severities = socket.Severities;
        TimeoutMs = server.Plan.TimeoutMs;
        _pipe = new SocketConnection(server.Place.Loop);
        _timer = new LoopTimer(this);
        _signal = new LoopSignal(server.Place.Loop);
    }

    public ProxyEngine Engine => _server.Engine;

    public ProxyLoop Place => _server.Place;

    internal int Fd => _pipe.Fd;

    /// <summary>The socket it came in by.</summary>
    public ControlSocketPlan Socket { get; }

    /// <summary>What the answer under way is written to.</summary>
    public TextPage Page { get; } = new();

    /// <summary>What it may do; it may give up rights (<c>operator</c>, <c>user</c>).</summary>
    public ControlLevel Level { get; set; }

    /// <summary>The longest silence, ms (<c>set timeout cli</c>).</summary>
    public int TimeoutMs { get; set; }

    public SeverityOutput Severities { get; set; }

    public bool IsExpert { get; set; }

    public bool IsExperimental { get; set; }

    /// <summary>True once it wants to be asked for more (<c>prompt</c>).</summary>
    public bool IsInteractive { get; set; }

    /// <summary>Ends the session behind the answer under way.</summary>
    public void Quit() => _quits = true;

    internal void Start(int fd)
    {
        if (_pipe.Open(fd) == 0)
        {
            ServeAsync().Forget();
        }
        else
        {
            _server.Leave(this);
        }
    }

    /// <summary>Ends it now.</summary>
    internal void End()
    {
        _quits = true;
        _pipe.CancelWaits();
        _signal.Set(0);
    }

    public void OnTimer(LoopTimer timer)
    {
        if (_wait == ControlWait.Pause)
        {
            _signal.Set(0);
        }
        else
        {
            _quits = true;
            _pipe.CancelWaits();
        }
    }

    private async LoopTask ServeAsync()
    {
        bool again = true;
        while (again && !_quits && await ReadLineAsync() is { } line)
        {
            string? payload = null;
            if (line.EndsWith("<<", StringComparison.Ordinal))
            {
                line = line[..^2];
                payload = await ReadPayloadAsync();
                if (payload is null)
                {
                    Page.Text("The payload is longer than 'tune.cli.max-payload-size' allows: nothing was done.\n");
                    again = await EndAnswerAsync() && IsInteractive;
                    continue;
                }
            }

            again = await RunLineAsync(line, payload) && IsInteractive;
        }

        Place.Loop.Timers.Remove(_timer);
        _pipe.Close(reset: false);
        _server.Leave(this);
    }

    private async LoopTask<bool> RunLineAsync(string line, string? payload)
    {
        List<string[]> commands = CommandLine.Split(line);
        if (commands.Count == 0)
        {
            _server.Plan.Commands.WriteUnknown(this, []);
        }

        for (int i = 0; i < commands.Count && !_quits; i++)
        {
            IEnumerator<Slice>? steps = Begin(commands[i], i == commands.Count - 1 ? payload : null);
            if (steps is not null && !await FinishAsync(steps))
            {
                return false;
            }

            if (!_quits && i < commands.Count - 1)
            {
                Page.Raw((byte)'\n');
            }
        }

        return await EndAnswerAsync();
    }

    private LoopTask<bool> EndAnswerAsync()
    {
        if (!_quits)
        {
            Page.Text(IsInteractive ? "\n> " : "\n");
        }

        return FlushAsync();
    }

    private IEnumerator<Slice>? Begin(string[] words, string? payload)
    {
        if (TargetPrefix.IsAt(words))
        {
            if (!TargetPrefix.IsThisProcess(words[0], Environment.ProcessId))
            {
                Page.Text("Can't find the target PID matching the prefix '").Text(words[0]).Line("'.");
                return null;
            }

            words = words[1..];
            if (words.Length == 0)
            {
                return null;
            }
        }

        switch (words[0])
        {
            case "prompt":
                IsInteractive = !IsInteractive;
                return null;
            case "quit":
                _quits = true;
                return null;
            case "help":
                _server.Plan.Commands.WriteHelp(this, words.AsSpan(1));
                return null;
        }

        CommandRow? row = _server.Plan.Commands.Find(words);
        if (row is null)
        {
            _server.Plan.Commands.WriteUnknown(this, words);
            return null;
        }

        CommandCall call = new(this, words, row.Words.Length, payload);
        if (!call.Allows(row.Level))
        {
            return null;
        }

        if ((row.IsExpert && !IsExpert) || (row.IsExperimental && !IsExperimental))
        {
            return call.Refuse($"This command is restricted to {(row.IsExpert ? "expert" : "experimental")} mode only.");
        }

        return row.Run(call);
    }

    /// <summary>False when the client has gone.</summary>
    private async LoopTask<bool> FinishAsync(IEnumerator<Slice> steps)
    {
        int inTurn = 0;
        while (!_quits && steps.MoveNext())
        {
            int waitMs = steps.Current.WaitMs;
            if (++inTurn < StepsPerTurn && Page.Length < SliceBytes && waitMs == 0)
            {
                continue;
            }

            inTurn = 0;
            if (!await FlushAsync())
            {
                steps.Dispose();
                return false;
            }

            await PauseAsync(waitMs);
        }

        steps.Dispose();
        return true;
    }

    /// <summary>Lets everybody else have a turn, or several.</summary>
    private async LoopTask PauseAsync(int ms)
    {
        if (ms == 0)
        {
            Place.Loop.Post(static state => ((ControlSession)state!)._signal.Set(0), this);
        }
        else
        {
            Await(ControlWait.Pause, ms);
        }

        await _signal.WaitAsync();
        Await(ControlWait.None, 0);
    }

    /// <summary>False when the client has gone, or does not read.</summary>
    private async LoopTask<bool> FlushAsync()
    {
        if (Page.Length == 0)
        {
            return !_pipe.Output.HasFailed;
        }

        Await(ControlWait.Room, TimeoutMs);
        FlushResult result = await _pipe.Output.WriteAsync(Page.Memory);
        Await(ControlWait.None, 0);
        Page.Clear();
        return !result.IsCompleted && !result.IsCanceled;
    }

    /// <summary>The lines up to an empty one; null when they are more than allowed, and read to their end all the same.</summary>
    private async LoopTask<string?> ReadPayloadAsync()
    {
        StringBuilder payload = new();
        bool fits = true;
        while (await ReadLineAsync() is { Length: > 0 } line)
        {
            fits &= payload.Length + line.Length < _server.Plan.PayloadBytesMax;
            if (fits)
            {
                payload.Append(line).Append('\n');
            }
        }

        return fits ? payload.ToString() : null;
    }

    /// <summary>The next line without its end; a last one needs none. Null when none will come.</summary>
    private async LoopTask<string?> ReadLineAsync()
    {
        int seen = 0;
        while (!_quits)
        {
            int end = _pipe.Input.Unread[seen..].IndexOf((byte)'\n');
            if (end >= 0)
            {
                return Take(seen + end, seen + end + 1);
            }

            seen = _pipe.Input.Unread.Length;
            if (_pipe.Input.IsEnded || seen >= Place.Loop.Buffers.BufferBytes)
            {
                return _pipe.Input.IsEnded && seen > 0 ? Take(seen, seen) : null;
            }

            if (!_pipe.Input.TryFill(seen))
            {
                Await(ControlWait.Line, TimeoutMs);
                await _pipe.Input.WaitAsync();
                Await(ControlWait.None, 0);
            }
        }

        return null;
    }

    private string Take(int length, int consumed)
    {
        string line = Encoding.Latin1.GetString(_pipe.Input.Unread[..length]).TrimEnd('\r');
        _pipe.Input.Consume(consumed);
        return line;
    }

    private void Await(ControlWait wait, int ms)
    {
        _wait = wait;
        if (wait == ControlWait.None || ms <= 0)
        {
            _timer.Clear();
        }
        else
        {
            Place.Loop.Timers.Set(_timer, Place.Loop.Clock.NowMs + ms);
        }
    }
}
