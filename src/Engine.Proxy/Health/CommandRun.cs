using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Threading;
using Engine.IO.Loop;

namespace Engine.Proxy.Health;

/// <summary>One command, from its start to its end. Started by <see cref="CommandsShared"/>, killed by its loop, ended on a thread of the runtime, which posts the status back.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The process object is let go of when the command has ended.")]
internal sealed class CommandRun(ProcessStartInfo info, EventLoop loop, Action<int> onEnded)
{
    internal const int CouldNotStart = -1;

    private readonly Lock _lock = new();
    private Process? _process;
    private bool _isKilled;
    private int _status;
    private bool _hasEnded;

    /// <summary>Any thread. A command that has not started yet never does.</summary>
    internal void Kill()
    {
        lock (_lock)
        {
            _isKilled = true;
            try
            {
                _process?.Kill(entireProcessTree: false);
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself in this moment.
            }
        }
    }

    /// <summary>On the thread of commands.</summary>
    internal void Start()
    {
        lock (_lock)
        {
            if (_isKilled)
            {
                End(CouldNotStart);
                return;
            }

            try
            {
                _process = new Process { StartInfo = info, EnableRaisingEvents = true };
                _process.Exited += (_, _) => End(_process.ExitCode);
                _process.Start();
                _process.StandardInput.Close();
            }
            catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
            {
                End(CouldNotStart);
            }
        }
    }

    private void End(int status)
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
            _status = status;
        }

        loop.Post(static state => ((CommandRun)state!).Report(), this);
    }

    private void Report()
    {
        _process?.Dispose();
        onEnded(_status);
    }
}
