using Weir.Native;

namespace Weir.Life;

/// <summary>What is said about signals on which HAProxy acts and this process does not yet.</summary>
internal static class SignalTexts
{
    public static string NothingDone(int signal) => signal switch
    {
        ProcessCalls.SigQuit => "SIGQUIT: there are no memory pools to show; nothing was done",
        ProcessCalls.SigTtOu => "SIGTTOU: pausing listeners is not supported yet; nothing was done",
        ProcessCalls.SigTtIn => "SIGTTIN: listeners were not paused; nothing was done",
        _ => $"signal {signal}: nothing was done",
    };
}
