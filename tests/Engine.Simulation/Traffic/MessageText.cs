using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Engine.Simulation.World;

namespace Engine.Simulation.Traffic;

/// <summary>Writes the messages of actors.</summary>
internal static class MessageText
{
    public static byte[] RequestHead(RequestPlan plan)
    {
        var text = new StringBuilder();
        text.Append($"{plan.StartLine}\r\nHost: {plan.Host}\r\nX-Id: {plan.Id}\r\n");
        if (plan.IsTunnel && plan.Method != "CONNECT")
        {
            text.Append("Connection: Upgrade\r\nUpgrade: simtalk\r\n");
        }
        else if (plan.WantsClose != plan.IsOldVersion)
        {
            text.Append(plan.WantsClose ? "Connection: close\r\n" : "Connection: keep-alive\r\n");
        }

        text.Append(plan.Expects ? "Expect: 100-continue\r\n" : "");
        AppendShape(text, plan.Body, plan.BodyBytes, plan.HasTrailer);
        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    public static byte[] ResponseHead(RequestPlan request, ResponsePlan plan)
    {
        var text = new StringBuilder();
        text.Append($"HTTP/1.{(plan.IsOldVersion ? 0 : 1)} {plan.Status} Seen\r\nX-Id: {request.Id}\r\n");
        if (plan.Status == 101)
        {
            text.Append("Connection: Upgrade\r\nUpgrade: simtalk\r\n");
        }
        else if (plan.Closes != plan.IsOldVersion)
        {
            text.Append(plan.Closes ? "Connection: close\r\n" : "Connection: keep-alive\r\n");
        }

        AppendShape(text, plan.Body, plan.BodyBytes, plan.HasTrailer);
        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>A body in its framing, chunks of seeded sizes.</summary>
    public static byte[] Body(SimWorld world, BodyShape shape, byte[] payload, string? trailer)
    {
        if (shape != BodyShape.Chunked)
        {
            return payload;
        }

        var framed = new MemoryStream();
        int at = 0;
        while (at < payload.Length)
        {
            int size = Math.Min(payload.Length - at, world.OneOf(1, 10, 500, 5000, 40_000));
            size = payload.Length / size > 300 ? Math.Min(payload.Length - at, 1000) : size;
            string extension = world.Chance(0.1) ? ";note=\"a b\"" : "";
            framed.Write(Encoding.Latin1.GetBytes($"{size:x}{extension}\r\n"));
            framed.Write(payload, at, size);
            framed.Write("\r\n"u8);
            at += size;
        }

        framed.Write("0\r\n"u8);
        framed.Write(Encoding.Latin1.GetBytes(trailer is null ? "\r\n" : trailer + "\r\n\r\n"));
        return framed.ToArray();
    }

    public static string Trailer(int id) => $"X-Sum: {id * 7}";

    /// <summary>What is no request, each for a reason of its own; none may reach a server as a whole request.</summary>
    public static byte[] Garbage(SimWorld world)
    {
        string text = world.OneOf<string>(
            "\0\u0001\u0002\u0003 what is this\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            "GET / HTTP/7.1\r\nHost: a\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello",
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nhello",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + new string('x', 40_000) + "\r\n\r\n",
            "GET /" + new string('y', 40_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        return Encoding.Latin1.GetBytes(text);
    }

    /// <summary>Cuts at every byte, at some, or nowhere.</summary>
    public static IEnumerable<byte[]> Cut(SimWorld world, byte[] bytes, int piecesMax)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            int left = bytes.Length - at;
            int size = piecesMax <= 1 ? left : bytes.Length <= piecesMax ? 1 : Math.Min(left, world.Between(1, Math.Max(1, bytes.Length * 2 / piecesMax)));
            yield return bytes.AsSpan(at, size).ToArray();
            at += size;
        }
    }

    private static void AppendShape(StringBuilder text, BodyShape shape, int bytes, bool hasTrailer)
    {
        if (shape == BodyShape.Length)
        {
            text.Append($"Content-Length: {bytes}\r\n");
        }
        else if (shape == BodyShape.Chunked)
        {
            text.Append(hasTrailer ? "Trailer: X-Sum\r\nTransfer-Encoding: chunked\r\n" : "Transfer-Encoding: chunked\r\n");
        }
    }
}
