using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Weir.Native;

namespace Weir.Life;

/// <summary>
/// Signals as a queue that one thread reads: the runtime delivers them on threads of its own. While this exists none of the signals
/// below has its default effect. SIGPIPE needs no place here: the runtime ignores it from its first moment on.
/// </summary>
internal sealed class SignalInbox : IDisposable
{
    /// <summary>Stands in the queue for "the loops have ended".</summary>
    public const int Ended = 0;

    /// <summary>Stands in the queue for "there is something to be printed".</summary>
    public const int Message = -2;

    /// <summary>Stands in the queue for "nothing came in time".</summary>
    public const int None = -1;

    private static readonly int[] Watched =
    [
        ProcessCalls.SigHup, ProcessCalls.SigInt, ProcessCalls.SigQuit, ProcessCalls.SigUsr1,
        ProcessCalls.SigUsr2, ProcessCalls.SigTerm, ProcessCalls.SigTtIn, ProcessCalls.SigTtOu,
    ];

    private readonly BlockingCollection<int> _queue = [];
    private readonly List<PosixSignalRegistration> _registrations = [];

    public SignalInbox()
    {
        foreach (int number in Watched)
        {
            // The runtime has names for some signals only, and takes the numbers of all.
            _registrations.Add(PosixSignalRegistration.Create((PosixSignal)number, context =>
            {
                context.Cancel = true;
                Post(number);
            }));
        }
    }

    /// <summary>
    /// None of these signals is ignored any more because whoever started the process ignores it (nohup, a job of a script). To be called
    /// before anything else: the runtime notes once, when the console is first used, which signals are ignored, and leaves those alone for good.
    /// </summary>
    public static unsafe void StopIgnoring()
    {
        nint* action = stackalloc nint[ProcessCalls.SignalActionBytesMax / sizeof(nint)];
        foreach (int signal in Watched)
        {
            if (ProcessCalls.SignalAction(signal, null, action) == 0 && action[0] == ProcessCalls.SigIgnored)
            {
                _ = ProcessCalls.Signal(signal, 0);
            }
        }
    }

    /// <summary>Any thread.</summary>
    public void Post(int signal) => _queue.Add(signal);

    /// <param name="waitMs">-1 waits for ever.</param>
    /// <returns>The number of a signal, <see cref="Ended"/> or <see cref="None"/>.</returns>
    public int Take(int waitMs) => _queue.TryTake(out int signal, waitMs) ? signal : None;

    /// <summary>
    /// Ends the process as the signal would have without us, so that whoever started it sees what it would see of HAProxy. Does not return.
    /// </summary>
    public static void DieOf(int signal)
    {
        _ = ProcessCalls.Signal(signal, 0);
        _ = ProcessCalls.Kill(Environment.ProcessId, signal);

        // The signal is on its way to one of the threads; if it were blocked in all of them, this is what a shell would show.
        System.Threading.Thread.Sleep(100);
        ProcessCalls.Exit(128 + signal);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _queue.Dispose();
    }
}
