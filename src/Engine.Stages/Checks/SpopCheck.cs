using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Engine.Config.Text;
using Engine.Proxy.Health;

namespace Engine.Stages.Checks;

/// <summary><c>option spop-check</c>: an agent of the stream processing protocol answers our hello (CFG 4.2; SPOE section 3.2).</summary>
internal static class SpopCheck
{
    private const byte HaproxyHello = 1;
    private const byte AgentDisconnect = 102;
    private const byte AgentHello = 101;
    private const byte Text = 8;
    private const byte Unsigned = 3;
    private const byte True = 0x11;
    private const uint FrameBytesMax = 16380;

    internal static CheckScript Create(CheckArguments arguments)
    {
        _ = arguments;
        return new FixedScript().Send(Hello()).Expect(new Reply()).Finish();
    }

    private static byte[] Hello()
    {
        byte[] frame =
        [
            HaproxyHello, 0, 0, 0, 1, 0, 0,
            .. Key("supported-versions"), Text, .. Key("2.0"),
            .. Key("max-frame-size"), Unsigned, .. Variable(FrameBytesMax),
            .. Key("capabilities"), Text, 0,
            .. Key("healthcheck"), True,
        ];
        byte[] whole = new byte[4 + frame.Length];
        BinaryPrimitives.WriteInt32BigEndian(whole, frame.Length);
        frame.CopyTo(whole, 4);
        return whole;
    }

    private static byte[] Key(string text) => [(byte)text.Length, .. ByteText.ToBytes(text)];

    /// <summary>SPOE section 3.1: numbers from 240 on go on in bytes of seven bits.</summary>
    private static byte[] Variable(uint number)
    {
        List<byte> bytes = [];
        if (number < 240)
        {
            return [(byte)number];
        }

        bytes.Add((byte)(number | 240));
        number = (number - 240) >> 4;
        while (number >= 128)
        {
            bytes.Add((byte)(number | 128));
            number = (number - 128) >> 7;
        }

        bytes.Add((byte)number);
        return [.. bytes];
    }

    private sealed class Reply : ExpectStep
    {
        private const int HeadBytes = 4;

        public override ExpectVerdict Judge(CheckRun run, bool isLast)
        {
            ReadOnlySpan<byte> received = run.Received;
            int length = received.Length < HeadBytes ? -1 : BinaryPrimitives.ReadInt32BigEndian(received);
            if (length > FrameBytesMax || (length <= 0 && received.Length >= HeadBytes))
            {
                return ExpectVerdict.End(CheckStatus.Layer7Invalid, "the frame is too big or empty");
            }

            if (length < 0 || received.Length < HeadBytes + length)
            {
                return isLast ? ExpectVerdict.End(CheckStatus.Layer7Invalid, "the frame is incomplete") : ExpectVerdict.Wait;
            }

            switch (received[HeadBytes])
            {
                case AgentHello:
                    run.Success = "SPOA server is ok";
                    return ExpectVerdict.Good;
                case AgentDisconnect:
                    return ExpectVerdict.End(CheckStatus.Layer7WrongStatus, "the agent disconnects");
                default:
                    return ExpectVerdict.End(CheckStatus.Layer7Invalid, "the frame is no hello of an agent");
            }
        }
    }
}
