using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>option pgsql-check user NAME</c>: a startup message is answered by a request to authenticate (CFG 4.2; PostgreSQL's protocol 3.0).</summary>
internal static class PgsqlCheck
{
    private const int ProtocolVersion = 0x00030000;

    internal static CheckScript? Create(CheckArguments arguments)
    {
        IReadOnlyList<string> words = arguments.Words;
        if (words.Count != 2 || words[0] != "user")
        {
            arguments.Diagnostics.ErrorAtEnd(arguments.Where, "'option pgsql-check' needs the name of a user", "write it as: option pgsql-check user NAME");
            return null;
        }

        byte[] parameters = ByteText.ToBytes($"user\0{words[1]}\0\0");
        byte[] startup = new byte[8 + parameters.Length];
        BinaryPrimitives.WriteInt32BigEndian(startup, startup.Length);
        BinaryPrimitives.WriteInt32BigEndian(startup.AsSpan(4), ProtocolVersion);
        parameters.CopyTo(startup, 8);
        return new FixedScript().Send(startup).Expect(new Reply()).Finish();
    }

    /// <summary>One message: its kind, a length that counts itself, and for 'R' the way of authentication.</summary>
    private sealed class Reply : ExpectStep
    {
        private const int HeadBytes = 9;
        private const int AuthenticationMax = 12;

        public override ExpectVerdict Judge(CheckRun run, bool isLast)
        {
            ReadOnlySpan<byte> received = run.Received;
            if (received.Length < HeadBytes && !isLast)
            {
                return ExpectVerdict.Wait;
            }

            if (received.Length > 0 && received[0] == (byte)'E')
            {
                return ExpectVerdict.End(CheckStatus.Layer7Invalid, ErrorIn(received));
            }

            bool isGood = received.Length >= HeadBytes && received[0] == (byte)'R' && BinaryPrimitives.ReadInt32BigEndian(received[5..]) is >= 0 and <= AuthenticationMax;
            if (!isGood)
            {
                return ExpectVerdict.End(CheckStatus.Layer7WrongStatus, "PostgreSQL unknown error");
            }

            run.Success = "PostgreSQL server is ok";
            return ExpectVerdict.Good;
        }

        /// <summary>The first text of an error: the severity and what follows, without the zeros between.</summary>
        private static string ErrorIn(ReadOnlySpan<byte> received)
        {
            ReadOnlySpan<byte> text = received.Length > 6 ? received[6..] : default;
            int zero = text.IndexOf((byte)0);
            return ByteText.FromBytes(zero < 0 ? text : text[..zero]);
        }
    }
}
