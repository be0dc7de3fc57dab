using System.Collections.Generic;
using System.Threading;
using Weir.Native;

namespace Weir.Life;

/// <summary>
/// The processes that this one is to replace (<c>-sf</c>, <c>-st</c>), as the management guide tells it in section 4: where an address is
/// taken they are asked to pause; when that was in vain they go on, and once this process serves they are asked to leave.
/// </summary>
internal sealed class Predecessors(IReadOnlyList<int> finish, IReadOnlyList<int> terminate)
{
    /// <summary>As often as HAProxy tries (MAX_START_RETRIES), and with its pauses.</summary>
    private const int TriesMax = 200;

    private const int PauseMs = 10;

    private int _tries;

    /// <summary>True when it is worth trying again: whoever holds an address has been asked to give it up.</summary>
    internal bool MakeRoom()
    {
        // Asked once; then only whether they are still there.
        int signal = _tries == 0 ? ProcessCalls.SigTtOu : 0;
        if (_tries == TriesMax || !Tell(signal, signal))
        {
            return false;
        }

        _tries++;
        Thread.Sleep(PauseMs);
        return true;
    }

    /// <summary>This process does not start: those that were asked to pause go on.</summary>
    internal void GiveRoomBack()
    {
        if (_tries > 0)
        {
            Tell(ProcessCalls.SigTtIn, ProcessCalls.SigTtIn);
        }
    }

    /// <summary>This process serves.</summary>
    internal void Dismiss() => Tell(ProcessCalls.SigUsr1, ProcessCalls.SigTerm);

    /// <summary>True when at least one of them is still there.</summary>
    private bool Tell(int toFinish, int toTerminate)
    {
        bool any = false;
        foreach (int pid in finish)
        {
            any |= ProcessCalls.Kill(pid, toFinish) == 0;
        }

        foreach (int pid in terminate)
        {
            any |= ProcessCalls.Kill(pid, toTerminate) == 0;
        }

        return any;
    }
}
