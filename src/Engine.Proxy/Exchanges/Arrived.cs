using System;
using Engine.Config.Model;
using Engine.Http;
using Engine.IO.Pipes;
using Engine.Proxy.Health;
using Engine.Proxy.Samples;

namespace Engine.Proxy.Exchanges;

/// <summary>What has come in one direction and has not been sent on: what content rules look at (CFG 7.3.5). Good until bytes are received or consumed.</summary>
public readonly ref struct Arrived
{
    private Arrived(ReadOnlySpan<byte> bytes, int length, bool mayGrow)
    {
        Bytes = bytes;
        Length = length;
        MayGrow = mayGrow;
    }

    /// <summary>As they came; empty in HTTP mode, where heads and bodies have fetches of their own.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>In HTTP mode the head as received and what is there of the body.</summary>
    public int Length { get; }

    /// <summary>False when nothing more can come before what is there has been sent on: the sender is done, or the receive block is full.</summary>
    public bool MayGrow { get; }

    /// <summary>Of the exchange, or the answer to the check, that an expression is evaluated for.</summary>
    public static Arrived Of(scoped in SampleContext context, bool isResponse) =>
        context.Check is { } check ? new Arrived(check.Received, check.Received.Length, check.MayReceive) : Of(context.Exchange, isResponse);

    public static Arrived Of(Exchange exchange, bool isResponse)
    {
        if (isResponse && exchange.Attempts.Connection is null)
        {
            return default;
        }

        LoopReader input = (isResponse ? exchange.ServerPipe : exchange.Client.Pipe).Input;
        bool mayGrow = !exchange.RuleWait.IsLast(input);
        if (exchange.Frontend.Mode == ProxyMode.Tcp)
        {
            ReadOnlySpan<byte> bytes = input.Unread;
            return new Arrived(bytes, bytes.Length, mayGrow);
        }

        MessageHead head = isResponse ? exchange.Response : exchange.Request;
        HeldBody body = isResponse ? exchange.ResponseContent : exchange.RequestContent;
        return new Arrived(default, head.BytesUsed + body.Length, mayGrow && !body.IsWhole);
    }
}
