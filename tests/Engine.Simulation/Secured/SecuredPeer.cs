using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.IO.Tls;
using Engine.Simulation.World;

namespace Engine.Simulation.Secured;

/// <summary>Somebody who speaks HTTP over TLS with the proxy: OpenSSL on a simulated connection. Says what it finds wrong to the world.</summary>
internal sealed class SecuredPeer(SimWorld world, EventLoop loop, string name)
{
    private readonly SocketConnection _connection = new(loop);
    private readonly ArrayBufferWriter<byte> _unread = new();

    /// <summary>True when the handshake took up an earlier session.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Exchanges that were as they should be.</summary>
    public int Done { get; private set; }

    /// <summary>The server's name, asked for by TLS.</summary>
    private string _asked = "";

    /// <summary>A client that sends bodies of these sizes, one after another, wants each back reversed, and leaves.</summary>
    public async LoopTask<bool> AskAsync(int fd, TlsContext context, string host, int[] sizes)
    {
        if (await SecureAsync(fd, new TlsSession(context, new TlsTarget(host, null))))
        {
            for (int i = 0; i < sizes.Length && await AskAsync(host, sizes[i], isLast: i == sizes.Length - 1); i++)
            {
                Done++;
            }
        }

        _connection.Close(reset: false);
        return true;
    }

    /// <summary>A server that sends back reversed what it is sent, until the other side leaves.</summary>
    public async LoopTask<bool> ServeAsync(int fd, TlsContext context)
    {
        if (await SecureAsync(fd, new TlsSession(context)))
        {
            while (await ReadMessageAsync("POST / HTTP/1.1\r\n") is { } body)
            {
                Array.Reverse(body);
                await SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n", body);
                Done++;
            }
        }

        _connection.Close(reset: false);
        return true;
    }

    private async LoopTask<bool> SecureAsync(int fd, TlsSession session)
    {
        if (_connection.Open(fd) != 0)
        {
            world.Fault($"{name} could not be opened");
            return false;
        }

        TlsFailure failure = await _connection.HandshakeAsync(session);
        if (failure != TlsFailure.None)
        {
            world.Fault($"{name}: the handshake failed: {failure} {session.ErrorText}");
            return false;
        }

        IsResumed = session.IsResumed();
        _asked = Encoding.ASCII.GetString(session.ServerName());
        return true;
    }

    private async LoopTask<bool> AskAsync(string host, int size, bool isLast)
    {
        byte[] body = new byte[size];
        world.Random.NextBytes(body);
        await SendAsync($"POST / HTTP/1.1\r\nHost: {host}\r\n{(isLast ? "Connection: close\r\n" : "")}Content-Length: {size}\r\n\r\n", body);
        byte[]? answer = await ReadMessageAsync("HTTP/1.1 200 OK\r\n");
        Array.Reverse(body);
        if (answer is null || !answer.AsSpan().SequenceEqual(body))
        {
            world.Fault($"{name}: the answer to {size} bytes is {(answer is null ? "none" : $"{answer.Length} others")}");
            return false;
        }

        return true;
    }

    private async LoopTask<bool> SendAsync(string head, byte[] body)
    {
        byte[] message = [.. Encoding.ASCII.GetBytes(head), .. body];
        for (int at = 0; at < message.Length;)
        {
            // In several writes, with other sizes of records.
            int piece = Math.Min(message.Length - at, world.OneOf(1, 100, 3000, 16384, 40_000));
            await _connection.Output.WriteAsync(message.AsMemory(at, piece));
            at += piece;
        }

        return true;
    }

    /// <summary>The body of a message that begins so; null at the end of the stream.</summary>
    private async LoopTask<byte[]?> ReadMessageAsync(string startLine)
    {
        int headBytes;
        while ((headBytes = _unread.WrittenSpan.IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await ReadMoreAsync())
            {
                return null;
            }
        }

        string head = Encoding.ASCII.GetString(_unread.WrittenSpan[..(headBytes + 2)]);
        if (!head.StartsWith(startLine, StringComparison.Ordinal))
        {
            world.Fault($"{name} received '{head}'");
            return null;
        }

        // What was asked of the server by TLS is what it is asked for by HTTP: no connection serves another name (CFG 5.2 sni).
        // With a session of TLS 1.2 that it takes up, OpenSSL does not tell a server the name.
        bool isTold = _asked.Length > 0 || !IsResumed;
        if (isTold && head.StartsWith("POST", StringComparison.Ordinal) && !head.Contains($"Host: {_asked}\r\n", StringComparison.Ordinal))
        {
            world.Fault($"{name} was reached as {_asked} and received '{head}'");
        }

        int at = head.IndexOf("content-length: ", StringComparison.OrdinalIgnoreCase) + "content-length: ".Length;
        int size = int.Parse(head.AsSpan(at, head.IndexOf("\r\n", at, StringComparison.Ordinal) - at));
        int whole = headBytes + 4 + size;
        while (_unread.WrittenCount < whole)
        {
            if (!await ReadMoreAsync())
            {
                world.Fault($"{name} received {_unread.WrittenCount} bytes of {whole}");
                return null;
            }
        }

        byte[] body = _unread.WrittenSpan[(headBytes + 4)..whole].ToArray();
        byte[] rest = _unread.WrittenSpan[whole..].ToArray();
        _unread.ResetWrittenCount();
        _unread.Write(rest);
        return body;
    }

    private async LoopTask<bool> ReadMoreAsync()
    {
        ReadResult read = await _connection.Input.ReadAsync();
        foreach (ReadOnlyMemory<byte> piece in read.Buffer)
        {
            _unread.Write(piece.Span);
        }

        bool any = read.Buffer.Length > 0;
        _connection.Input.AdvanceTo(read.Buffer.End);
        return any || !read.IsCompleted;
    }
}
