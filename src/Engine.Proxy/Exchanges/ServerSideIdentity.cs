using System;
using System.IO.Pipelines;
using Engine.Config.Model;
using Engine.IO.Addressing;
using Engine.IO.Native;
using Engine.IO.Tasks;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;
using Engine.Proxy.Servers;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// Under whose name a server is connected to: from which address, with which PROXY header and marks. Connections that differ in
/// this are not shared (CFG 4.2 http-reuse).
/// </summary>
internal sealed class ServerSideIdentity(Exchange exchange)
{
    private EndpointAddress _source;

    /// <summary>0 when nothing sets the connection apart; else the same for all that may share it.</summary>
    internal ulong KeyOf(ServerState server) =>
        server.Plan.NamesClient || exchange.Settings.MarksServer ? KeyOfSlow(server.Plan) : 0;

    /// <summary>Native sockaddr to connect from; empty = the kernel chooses. Valid until the next call.</summary>
    internal ReadOnlySpan<byte> SourceOf(ServerState server)
    {
        SourcePlan? plan = server.Plan.Source;
        if (plan is null)
        {
            return default;
        }

        if (!plan.FollowsClient)
        {
            return plan.Address is null ? default : plan.Address.Native;
        }

        _source = Follow(plan);
        return _source.IsIP ? _source.Native : default;
    }

    /// <summary>Sends the PROXY header, before anything else. 0 or errno.</summary>
    internal async LoopTask<int> AnnounceAsync(ServerConnection connection)
    {
        PipeWriter output = connection.Pipe.Output;
        int length = connection.Server!.Plan.ProxyHeader!.Write(exchange, output.GetSpan());
        if (length == 0)
        {
            return Errno.EMSGSIZE;
        }

        output.Advance(length);
        FlushResult result = await output.FlushAsync();
        return result.IsCanceled ? Errno.ECANCELED : result.IsCompleted ? Errno.ECONNRESET : 0;
    }

    private ulong KeyOfSlow(ServerPlan plan)
    {
        HashCode hash = default;
        if (plan.ProxyHeader is { } header)
        {
            Span<byte> bytes = stackalloc byte[ProxyHeaderPlan.BytesMax];
            hash.AddBytes(bytes[..header.Write(exchange, bytes, forKey: true)]);
        }

        if (plan.Source is { FollowsClient: true } source)
        {
            hash.AddBytes(Follow(source).Native);
        }

        hash.Add(exchange.Settings.ServerMark);
        hash.Add(exchange.Settings.ServerTrafficClass);

        // Never 0, which means that there is no key.
        return (1UL << 32) | (uint)hash.ToHashCode();
    }

    private EndpointAddress Follow(SourcePlan plan)
    {
        EndpointAddress client = exchange.Client.Address;
        return plan.Use switch
        {
            UseSourceKind.Client => client,
            UseSourceKind.ClientAddress when client.IsIP => client.WithPort(0),
            UseSourceKind.Header when plan.Header is not null => FromRequest(plan.Header),
            _ => default,
        };
    }

    private EndpointAddress FromRequest(SamplePlan plan)
    {
        Sample address = default;
        SampleContext context = new(exchange, RulePoints.UseServer) { IsFinal = true };
        context.Scratch.Clear();
        return plan.TryEvaluate(context, SampleType.Address, ref address) ? EndpointAddress.FromBits(address.Address, address.Type == SampleType.IPv4, 0) : default;
    }
}
