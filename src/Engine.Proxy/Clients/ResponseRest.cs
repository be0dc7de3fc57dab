using System.IO.Pipelines;
using Engine.IO.Tasks;

namespace Engine.Proxy.Clients;

/// <summary>
/// The end of a response that was to leave with its turn and did not, because the client reads too slowly, or because its next
/// request is there already.
/// </summary>
internal static class ResponseRest
{
    /// <summary>True once it has left: the client is waited for as before. False: it never will, which only a reset can tell.</summary>
    internal static async LoopTask<bool> SendAsync(ClientConnection client)
    {
        client.Await(ClientWait.Response, client.Frontend.Timeouts.ClientMs);
        FlushResult flushed = await client.Pipe.Output.FlushAsync();
        if (flushed.IsCanceled || flushed.IsCompleted)
        {
            client.ResetAtClose();
            return false;
        }

        client.Await(ClientWait.NextRequest, client.Frontend.Timeouts.HttpKeepAliveMs);
        return true;
    }
}
