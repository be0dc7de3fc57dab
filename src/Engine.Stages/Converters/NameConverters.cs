using System;
using System.Collections.Generic;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;
using Engine.Proxy.State;

namespace Engine.Stages.Converters;

/// <summary>Converters of names of proxies and servers, which a request may choose (CFG 7.3.1). An unknown name has no value.</summary>
internal static class NameConverters
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("fe_exists", "True when there is a frontend of that name.", SampleType.Text, static call => new FrontendExists(call.Compiler.Names)),
        new("nbsrv", "The number of usable servers of the backend of that name.", SampleType.Text, static call => new UsableServers(call.Compiler.Names)),
        new("srv_is_up", "True when the server is in use: its name, or backend/server.", SampleType.Text, static call => new OfServer(call.Compiler.Names, static (server, ref sample) => sample.Set(server.IsAlive))),
        new("srv_queue", "Exchanges that wait for this server alone: none, as those that wait do so for the whole backend.", SampleType.Text, static call => new OfServer(call.Compiler.Names, static (_, ref sample) => sample.Set(0L))),
    ];

    private delegate void ServerReader(ServerState server, ref Sample sample);

    private sealed class FrontendExists(PlanNames names) : SampleConverter
    {
        private readonly NameIndex<FrontendState> _frontends = new(names.Frontends);

        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            sample.Set(_frontends.Find(sample.Bytes) is not null);
            return true;
        }
    }

    private sealed class UsableServers(PlanNames names) : SampleConverter
    {
        private readonly NameIndex<BackendState> _backends = new(names.Backends);

        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (_backends.Find(sample.Bytes) is not { } backend)
            {
                return false;
            }

            sample.Set((long)backend.Usable.Count);
            return true;
        }
    }

    /// <summary>A name alone is a server of the backend that the exchange is in.</summary>
    private sealed class OfServer(PlanNames names, ServerReader read) : SampleConverter
    {
        private readonly NameIndex<BackendState> _backends = new(names.Backends);

        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            int slash = sample.Bytes.IndexOf((byte)'/');
            BackendState? backend = slash >= 0 ? _backends.Find(sample.Bytes[..slash]) : context.HasExchange ? context.Exchange.Backend?.State : null;
            if (backend is null || ServerOf(backend, sample.Bytes[(slash + 1)..]) is not { } server)
            {
                return false;
            }

            read(server, ref sample);
            return true;
        }

        private static bool IsName(string known, ReadOnlySpan<byte> name)
        {
            if (known.Length != name.Length)
            {
                return false;
            }

            for (int i = 0; i < name.Length; i++)
            {
                if (known[i] != name[i])
                {
                    return false;
                }
            }

            return true;
        }

        private static ServerState? ServerOf(BackendState backend, ReadOnlySpan<byte> name)
        {
            foreach (ServerState server in backend.Servers)
            {
                if (IsName(server.Name, name))
                {
                    return server;
                }
            }

            return null;
        }
    }
}
