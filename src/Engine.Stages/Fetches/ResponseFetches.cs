using System.Collections.Generic;
using Engine.Http;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches of the response's status line and of what became of the response (CFG 7.3.6).</summary>
internal static class ResponseFetches
{
    internal static IReadOnlyList<FetchRow> Rows =>
    [
        FetchRow.Of("status", "The response's status, as rules have set it.", SampleNeeds.ResponseStatus, Status),
        FetchRow.Of("txn.status", "The status that the client gets.", SampleNeeds.ResponseKept, Status),
        FetchRow.Of("server_status", "The status that the server gave.", SampleNeeds.ResponseKept, ServerStatus),
        FetchRow.Of("res.ver", "The response's version: 1.0 or 1.1.", SampleNeeds.ResponseHead, Version),
        FetchRow.Of("resp_ver", "The response's version: 1.0 or 1.1.", SampleNeeds.ResponseHead, Version),
        FetchRow.Of("res.comp", "True when the proxy has compressed the response.", SampleNeeds.ResponseKept, IsCompressed),
        FetchRow.Of("res.comp_algo", "The algorithm with which the proxy has compressed the response.", SampleNeeds.ResponseKept, CompressionAlgorithm),
        .. CacheFetches.Rows,
    ];

    /// <summary>What was sent, once it has been; before that what the rules are about to send.</summary>
    private static bool Status(in SampleContext context, ref Sample sample)
    {
        int sent = context.HasExchange ? context.Exchange.Status : 0;
        int status = sent != 0 ? sent : context.Response.Status;
        sample.Set((long)status);
        return status != 0;
    }

    private static bool ServerStatus(in SampleContext context, ref Sample sample)
    {
        sample.Set((long)context.Exchange.ServerStatus);
        return context.Exchange.ServerStatus != 0;
    }

    private static bool Version(in SampleContext context, ref Sample sample)
    {
        ResponseHead head = context.Response;
        sample.SetText(RequestFetches.TextOf(head.Version));
        return head.Status != 0;
    }

    private static bool CompressionAlgorithm(in SampleContext context, ref Sample sample)
    {
        if (!context.HasExchange || context.Exchange.Compression.Response is not { } codec)
        {
            return false;
        }

        sample.SetText(codec.NameBytes);
        return true;
    }

    private static bool IsCompressed(in SampleContext context, ref Sample sample)
    {
        sample.Set(context.HasExchange && context.Exchange.Compression.Response is not null);
        return true;
    }
}
