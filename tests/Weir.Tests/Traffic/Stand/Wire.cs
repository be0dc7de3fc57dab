using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Sdk;

namespace Weir.Tests.Traffic.Stand;

/// <summary>One end of a TCP connection, of a client or of an origin: bytes as they are, every wait bounded.</summary>
internal sealed class Wire : IDisposable
{
    /// <summary>The line between waiting and hanging: nothing that works takes that long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;

    /// <summary>Received, and not yet expected.</summary>
    private readonly StringBuilder _rest = new();
    private bool _ended;

    public Wire(Socket socket)
    {
        socket.NoDelay = true;
        _socket = socket;
    }

    /// <summary>The port at this end.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Address and port of the other end.</summary>
    public IPEndPoint Peer => (IPEndPoint)_socket.RemoteEndPoint!;

    public static async Task<Wire> ConnectAsync(int port, int receiveBufferBytes = 0)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (receiveBufferBytes > 0)
        {
            socket.ReceiveBufferSize = receiveBufferBytes;
        }

        using CancellationTokenSource limit = new(Patience);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), limit.Token);
        return new Wire(socket);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using CancellationTokenSource limit = new(Patience);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, limit.Token)..];
        }
    }

    /// <summary>Sends what the kernel takes; bytes taken, 0 when it took none before <paramref name="stopped"/>.</summary>
    public async Task<int> TrySendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stopped)
    {
        try
        {
            return await _socket.SendAsync(bytes, SocketFlags.None, stopped);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>The next bytes are exactly these.</summary>
    public async Task ExpectAsync(string text)
    {
        while (_rest.Length < text.Length && StartsLike(text) && await ReceiveMoreAsync())
        {
        }

        string got = _rest.ToString(0, Math.Min(_rest.Length, text.Length));
        if (got != text)
        {
            throw new XunitException($"expected: {Show(text)}\nreceived: {Show(_rest.ToString())}{(_ended ? " (end)" : "")}");
        }

        _rest.Remove(0, text.Length);
    }

    /// <summary>The other end closes in order, and nothing more comes before that.</summary>
    public async Task ExpectEndAsync()
    {
        while (_rest.Length == 0 && await ReceiveMoreAsync())
        {
        }

        if (_rest.Length > 0)
        {
            throw new XunitException("expected the end, received: " + Show(_rest.ToString()));
        }
    }

    /// <summary>All that comes until the connection ends, in order or by reset.</summary>
    public async Task<string> ReceiveUntilEndAsync()
    {
        try
        {
            while (await ReceiveMoreAsync())
            {
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            _ended = true;
        }

        return await ReceiveAsync(_rest.Length);
    }

    /// <summary>The other end resets the connection, and nothing more comes before that.</summary>
    public async Task ExpectResetAsync()
    {
        SocketException reset = await Assert.ThrowsAsync<SocketException>(ExpectEndAsync);
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
    }

    /// <summary>The other end is gone, in order or by reset; nothing more comes before that.</summary>
    public async Task ExpectGoneAsync()
    {
        try
        {
            await ExpectEndAsync();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            _ended = true;
        }
    }

    /// <summary>Up to and with the empty line behind the header lines.</summary>
    public Task<string> ReceiveHeadAsync() => ReceiveThroughAsync("\r\n\r\n");

    /// <summary>Up to and with <paramref name="mark"/>.</summary>
    public async Task<string> ReceiveThroughAsync(string mark)
    {
        int at;
        while ((at = _rest.ToString().IndexOf(mark, StringComparison.Ordinal)) < 0)
        {
            if (!await ReceiveMoreAsync())
            {
                throw new XunitException($"expected something up to {Show(mark)}, received: {Show(_rest.ToString())} (end)");
            }
        }

        return await ReceiveAsync(at + mark.Length);
    }

    /// <summary>A response with a Content-Length, or without a body where that is missing.</summary>
    public async Task<Reply> ReceiveReplyAsync(bool headOnly = false)
    {
        string head = await ReceiveHeadAsync();
        const string Field = "\r\nContent-Length: ";
        int at = head.IndexOf(Field, StringComparison.OrdinalIgnoreCase);
        int length = 0;
        if (at >= 0 && !headOnly)
        {
            at += Field.Length;
            length = int.Parse(head.AsSpan(at, head.IndexOf('\r', at) - at), CultureInfo.InvariantCulture);
        }

        return new Reply(head, await ReceiveAsync(length));
    }

    /// <summary>The next <paramref name="count"/> bytes; fewer only at the end.</summary>
    public async Task<string> ReceiveAsync(int count)
    {
        while (_rest.Length < count && await ReceiveMoreAsync())
        {
        }

        string text = _rest.ToString(0, Math.Min(count, _rest.Length));
        _rest.Remove(0, text.Length);
        return text;
    }

    /// <summary>Reads and counts up to <paramref name="count"/> bytes without keeping them; fewer only at the end.</summary>
    public async Task<long> DrainAsync(long count)
    {
        long seen = Math.Min(_rest.Length, count);
        _rest.Remove(0, (int)seen);
        byte[] buffer = new byte[65536];
        while (seen < count)
        {
            using CancellationTokenSource limit = new(Patience);
            int n = await _socket.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count - seen)), SocketFlags.None, limit.Token);
            if (n == 0)
            {
                break;
            }

            seen += n;
        }

        return seen;
    }

    /// <summary>True once the other end's kernel has nothing to say: no byte has come that nobody read.</summary>
    public bool IsSilent => _rest.Length == 0 && !_socket.Poll(0, SelectMode.SelectRead);

    /// <summary>FIN: this end has said all, and still listens.</summary>
    public void FinishSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>RST.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();

    private static string Show(string text)
    {
        const int LengthMax = 2000;
        string cut = text.Length > LengthMax ? text[..LengthMax] + $"... ({text.Length} bytes)" : text;
        return "\"" + cut.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
    }

    private bool StartsLike(string text)
    {
        for (int i = 0; i < _rest.Length && i < text.Length; i++)
        {
            if (_rest[i] != text[i])
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> ReceiveMoreAsync()
    {
        if (_ended)
        {
            return false;
        }

        byte[] buffer = new byte[65536];
        using CancellationTokenSource limit = new(Patience);
        try
        {
            int n = await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            _rest.Append(Encoding.Latin1.GetString(buffer, 0, n));
            _ended = n == 0;
        }
        catch (OperationCanceledException)
        {
            throw new XunitException($"nothing came for {Patience.TotalSeconds} s after: {Show(_rest.ToString())}");
        }

        return !_ended;
    }
}
