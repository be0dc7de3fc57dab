using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>option mysql-check [user NAME [post-41|pre-41]]</c>: the server greets, and with a user lets him in (CFG 4.2; MySQL's client/server protocol).</summary>
internal static class MysqlCheck
{
    private const int PacketHeadBytes = 4;

    internal static CheckScript Create(CheckArguments arguments)
    {
        IReadOnlyList<string> words = arguments.Words;
        FixedScript script = new();
        if (words.Count < 2)
        {
            return script.Expect(new Packet(isGreeting: true)).Finish();
        }

        bool isOld = words.Count > 2 && words[2] == "pre-41";
        return script
            .Expect(new Packet(isGreeting: true))
            .Send(isOld ? OldLogin(words[1]) : Login(words[1]))
            .Expect(new Packet(isGreeting: false))
            .Finish();
    }

    /// <summary>HandshakeResponse41: protocol 4.1, secure connection, no password; then COM_QUIT.</summary>
    private static byte[] Login(string user)
    {
        const int Capabilities = 0x0000_8200;
        byte[] name = ByteText.ToBytes(user + "\0");
        byte[] body = new byte[32 + name.Length + 1];
        BinaryPrimitives.WriteInt32LittleEndian(body, Capabilities);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), 1 << 24);
        body[8] = 33;
        name.CopyTo(body, 32);
        return [(byte)body.Length, 0, 0, 1, .. body, .. Quit];
    }

    /// <summary>HandshakeResponse320.</summary>
    private static byte[] OldLogin(string user)
    {
        byte[] name = ByteText.ToBytes(user + "\0");
        byte[] body = [0x00, 0x80, 0x00, 0x00, 0x01, .. name, 0x00];
        return [(byte)body.Length, 0, 0, 1, .. body, .. Quit];
    }

    private static ReadOnlySpan<byte> Quit => [0x01, 0x00, 0x00, 0x00, 0x01];

    /// <summary>One packet: three bytes of length, a number, and what it is about.</summary>
    private sealed class Packet(bool isGreeting) : ExpectStep
    {
        private const byte Error = 0xFF;
        private const int ErrorTextAt = 7;
        private const int VersionAt = 5;

        public override ExpectVerdict Judge(CheckRun run, bool isLast)
        {
            ReadOnlySpan<byte> received = run.Received;
            int length = received.Length < PacketHeadBytes ? int.MaxValue - PacketHeadBytes : received[0] | (received[1] << 8) | (received[2] << 16);
            if (received.Length < PacketHeadBytes + length)
            {
                return isLast ? ExpectVerdict.End(CheckStatus.Layer7Invalid, "MySQL packet is incomplete") : ExpectVerdict.Wait;
            }

            ReadOnlySpan<byte> packet = received[..(PacketHeadBytes + length)];
            if (length > 2 && packet[PacketHeadBytes] == Error)
            {
                int code = packet[VersionAt] | (packet[VersionAt + 1] << 8);
                return ExpectVerdict.End(CheckStatus.Layer7WrongStatus, ByteText.FromBytes(packet[Math.Min(ErrorTextAt, packet.Length)..]), code);
            }

            run.Success = isGreeting ? VersionOf(packet) : "MySQL server is ok";
            return length > 0 ? ExpectVerdict.Good : ExpectVerdict.End(CheckStatus.Layer7Invalid, "MySQL packet is empty");
        }

        /// <summary>The server's version stands behind the version of the protocol.</summary>
        private static string VersionOf(ReadOnlySpan<byte> packet)
        {
            ReadOnlySpan<byte> text = packet[Math.Min(VersionAt, packet.Length)..];
            int zero = text.IndexOf((byte)0);
            return zero < 0 ? "" : ByteText.FromBytes(text[..zero]);
        }
    }
}
