using System;
using System.Text;
using Engine.Config.Text;

namespace Engine.Proxy.Peers;

/// <summary>The first lines of a connection: who calls whom, and the three digits that answer.</summary>
internal static class PeersHello
{
    internal const int Accepted = 200;
    internal const int TryAgain = 300;
    internal const int ProtocolError = 501;
    internal const int BadVersion = 502;
    internal const int CalledNameMismatch = 503;
    internal const int CallerUnknown = 504;

    /// <summary>Three lines of names; nobody needs more.</summary>
    internal const int BytesMax = 2048;

    private const string Protocol = "HAProxyS ";

    /// <param name="called">Whom it is meant for.</param>
    /// <param name="caller">Who speaks.</param>
    internal static byte[] Write(string called, string caller) => ByteText.ToBytes($"{Protocol}2.1\n{called}\n{caller} {Environment.ProcessId} 1\n");

    internal static byte[] Answer(int status) => ByteText.ToBytes($"{status}\n");

    /// <summary>Bytes of the hello, 0 when it is not whole, -1 when it never will be.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        for (int line = 0; line < 3; line++)
        {
            int end = bytes[at..].IndexOf((byte)'\n');
            if (end < 0)
            {
                return bytes.Length >= BytesMax ? -1 : 0;
            }

            at += end + 1;
        }

        return at;
    }

    /// <summary>The status to answer with; <see cref="Accepted"/> means that the caller's name is to be looked up still.</summary>
    /// <param name="hello">Three whole lines.</param>
    /// <param name="local">What this machine is called.</param>
    internal static int Read(ReadOnlySpan<byte> hello, string local, out string caller)
    {
        string[] lines = Encoding.Latin1.GetString(hello).Split('\n');
        caller = lines[2].Split(' ')[0];
        string first = lines[0].TrimEnd('\r');
        if (!first.StartsWith(Protocol, StringComparison.Ordinal))
        {
            return ProtocolError;
        }

        return !first.AsSpan(Protocol.Length).StartsWith("2.") ? BadVersion : lines[1].TrimEnd('\r') == local ? Accepted : CalledNameMismatch;
    }
}
