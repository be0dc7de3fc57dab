using System;
using System.Text;
using Engine.Config.Model;
using Engine.IO.Tasks;
using Engine.IO.Tls;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;
using Engine.Proxy.Samples;
using Engine.Proxy.Servers;
using Engine.Proxy.Tls;

namespace Engine.Proxy.Exchanges;

/// <summary>Step 5 with TLS: which name is asked of the server, and the handshake behind the connect.</summary>
internal sealed class SecuredConnection(Exchange exchange)
{
    /// <summary>RFC 6066 section 3: a name is a DNS name, which has no more.</summary>
    private const int NameBytesMax = 255;

    private byte[]? _name;
    private int _length;

    /// <summary>The name as <c>sni</c> says for this exchange; empty = none. Good until the next call.</summary>
    internal ReadOnlySpan<byte> NameFor(TlsServerPlan? tls)
    {
        return tls?.Sni is { } expression ? Evaluate(expression, ofHost: true) : default;
    }

    /// <summary>What a connection must have been made for to serve this exchange: <c>pool-conn-name</c>, else the name asked of the server.</summary>
    internal ReadOnlySpan<byte> PoolNameFor(ServerPlan server) =>
        server.PoolName is { } expression ? Evaluate(expression, ofHost: false) : NameFor(server.Tls);

    private ReadOnlySpan<byte> Evaluate(SamplePlan expression, bool ofHost)
    {
        _length = 0;
        Sample sample = default;
        SampleContext context = new(exchange, RulePoints.UseServer) { IsFinal = true };
        int mark = context.Scratch.Mark;
        if (expression.TryEvaluate(context, SampleType.Text, ref sample))
        {
            ReadOnlySpan<byte> value = ofHost ? WithoutPort(sample.Bytes) : sample.Bytes;
            _name ??= new byte[NameBytesMax];
            _length = value.Length <= NameBytesMax ? value.Length : 0;
            value[.._length].CopyTo(_name);
        }

        context.Scratch.Rewind(mark);

        return _name.AsSpan(0, _length);
    }

    /// <summary>False when the handshake failed; the log says why.</summary>
    internal async LoopTask<bool> TrySecureAsync(ServerConnection connection, TlsServerPlan tls)
    {
        TlsTarget target = TargetFor(tls);
        TlsFailure failure = await tls.SecureAsync(connection.Pipe, target);
        if (failure == TlsFailure.None)
        {
            Count(connection);
            return true;
        }

        if (exchange.Cause is null)
        {
            Tell(connection, failure);
        }

        return false;
    }

    private void Count(ServerConnection connection)
    {
        ProxyLoop place = exchange.Place;
        if (connection.Pipe.Tls is { } session && !session.IsResumed())
        {
            place.Plan.ServerKeys.Count(place.Loop.Index, place.Loop.Clock.NowMs);
        }
    }

    private TlsTarget TargetFor(TlsServerPlan tls)
    {
        ReadOnlySpan<byte> name = NameFor(tls);
        return name.IsEmpty ? tls.Plain : new TlsTarget(Encoding.Latin1.GetString(name), tls.VerifyHost);
    }

    /// <summary><c>sni req.hdr(host)</c> is what everybody writes, and a host may carry a port.</summary>
    private static ReadOnlySpan<byte> WithoutPort(ReadOnlySpan<byte> name)
    {
        int colon = name.LastIndexOf((byte)':');
        return colon < 0 || name[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 || name.IndexOf((byte)':') != colon ? name : name[..colon];
    }

    private void Tell(ServerConnection connection, TlsFailure failure)
    {
        ProxyLoop place = exchange.Place;
        if (exchange.Frontend.Log is { } log && connection.Server!.Plan.Tls!.Complaints.MayTell(place.Loop.Clock.NowMs))
        {
            string reason = TlsServerPlan.ReasonOf(failure, connection.Pipe.Tls);
            place.Log.Say(log, LogLevel.Err, $"Server {exchange.Backend!.Name}/{connection.Server.Plan.Name}: {reason}.");
        }
    }
}
