using Weir.Native;

namespace Weir.Life;

/// <summary>What is said about signals on which HAProxy acts and this process does not.</summary>
internal static class SignalTexts
{
    public static string NothingDone(int signal) => signal switch
    {
        ProcessCalls.SigQuit => "SIGQUIT: there are no memory pools to show; nothing was done",
        _ => $"signal {signal}: nothing was done",
    };
}
