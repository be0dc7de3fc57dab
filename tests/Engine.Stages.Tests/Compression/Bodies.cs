using System;
using System.Text;

namespace Engine.Stages.Tests.Compression;

/// <summary>Bodies to compress.</summary>
internal static class Bodies
{
    /// <summary>Text, noise, or one byte over and over.</summary>
    public static byte[] Random(Random random, int bytesMax)
    {
        byte[] body = new byte[random.Next(bytesMax)];
        switch (random.Next(4))
        {
            case 0:
                random.NextBytes(body);
                break;
            case 1:
                Array.Fill(body, (byte)random.Next(256));
                break;
            default:
                Text(random, body);
                break;
        }

        return body;
    }

    /// <summary>Strings that come again at any distance that deflate can name, and at some that it cannot, with noise between them.</summary>
    public static byte[] Echoes(Random random, int bytes)
    {
        byte[] body = new byte[bytes];
        random.NextBytes(body);
        for (int at = 1; at < bytes;)
        {
            int distance = random.Next(3) switch { 0 => random.Next(1, 9), 1 => random.Next(32_700, 32_800), _ => random.Next(1, 70_000) };
            int length = Math.Min(random.Next(random.Next(2) == 0 ? 12 : 700), bytes - at);
            for (int i = 0; i < length && distance <= at; i++, at++)
            {
                body[at] = body[at - distance];
            }

            at += random.Next(1, 6);
        }

        return body;
    }

    public static byte[] Text(int seed, int bytes)
    {
        byte[] body = new byte[bytes];
        Text(new Random(seed), body);
        return body;
    }

    private static void Text(Random random, byte[] body)
    {
        for (int at = 0; at < body.Length;)
        {
            byte[] line = Encoding.ASCII.GetBytes($"{{\"id\":{random.Next(5000)},\"name\":\"item {random.Next(300)}\",\"inStock\":{(random.Next(2) == 0 ? "true" : "false")}}}\n");
            int taken = Math.Min(line.Length, body.Length - at);
            line.AsSpan(0, taken).CopyTo(body.AsSpan(at));
            at += taken;
        }
    }
}
