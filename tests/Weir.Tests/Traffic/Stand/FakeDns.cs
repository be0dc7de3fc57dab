using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Weir.Tests.Traffic.Stand;

/// <summary>A name server whose answers a test sets, by UDP and TCP on one port of 127.0.0.1.</summary>
internal sealed class FakeDns : IDisposable
{
    private const int IPv4 = 1;
    private const int IPv6 = 28;
    private const int Service = 33;

    private readonly Socket _datagrams = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _streams = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<(string, int), string[]> _records = new();
    private readonly CancellationTokenSource _stop = new();

    public FakeDns()
    {
        // One number for both: what is free for datagrams may be taken for streams.
        while (!TryBind())
        {
            _datagrams.Dispose();
            _datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        }

        Port = ((IPEndPoint)_datagrams.LocalEndPoint!).Port;
        _streams.Listen();
        _ = Task.Run(ServeDatagramsAsync);
        _ = Task.Run(ServeStreamsAsync);
    }

    private bool TryBind()
    {
        try
        {
            _datagrams.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _streams.Bind(_datagrams.LocalEndPoint!);
            return true;
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    public int Port { get; }

    /// <summary>What stands in front of its address where it is named: <c>tcp@</c>.</summary>
    public string Transport { get; init; } = "";

    /// <summary>RCODE of every answer that has no records; 3 = no such name.</summary>
    public volatile int Failure = 3;

    /// <summary>True: nothing is answered.</summary>
    public volatile bool IsSilent;

    /// <summary>True: answers by UDP say that they are cut.</summary>
    public volatile bool Truncates;

    private readonly ConcurrentDictionary<int, bool> _types = new();
    private int _byStream;
    private int _asked;

    /// <summary>Questions that came by TCP.</summary>
    public int ByStream => Volatile.Read(ref _byStream);

    /// <summary>Kinds of records that were asked for, each once, in no order.</summary>
    public IReadOnlyCollection<int> Types => [.. _types.Keys];

    /// <summary>All questions.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Addresses of a name, in the order of the answer; none: there is no such name.</summary>
    public void Set(string name, params string[] addresses)
    {
        _records[(name, IPv4)] = Array.FindAll(addresses, static address => !address.Contains(':'));
        _records[(name, IPv6)] = Array.FindAll(addresses, static address => address.Contains(':'));
    }

    /// <summary>Places of a service: "WEIGHT PORT HOST".</summary>
    public void SetService(string name, params string[] places) => _records[(name, Service)] = places;

    public void Dispose()
    {
        _stop.Cancel();
        _datagrams.Dispose();
        _streams.Dispose();
        _stop.Dispose();
    }

    private async Task ServeDatagramsAsync()
    {
        byte[] room = new byte[4096];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult got = await _datagrams.ReceiveFromAsync(room, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                Interlocked.Increment(ref _asked);
                if (!IsSilent)
                {
                    await _datagrams.SendToAsync(Answer(room.AsSpan(0, got.ReceivedBytes), Truncates), SocketFlags.None, got.RemoteEndPoint);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Stopped, or the asker has gone.
            }
        }
    }

    private async Task ServeStreamsAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using Socket stream = await _streams.AcceptAsync(_stop.Token);
                byte[] room = new byte[4096];
                int filled = 0;
                int read;
                while ((read = await stream.ReceiveAsync(room.AsMemory(filled), SocketFlags.None, _stop.Token)) > 0)
                {
                    filled += read;
                    int length;
                    while (filled >= 2 && filled >= (length = BinaryPrimitives.ReadUInt16BigEndian(room)) + 2)
                    {
                        Interlocked.Increment(ref _byStream);
                        byte[] answer = Answer(room.AsSpan(2, length), truncates: false);
                        byte[] framed = [(byte)(answer.Length >> 8), (byte)answer.Length, .. answer];

                        // In two parts, so that nobody relies on getting it whole.
                        await stream.SendAsync(framed.AsMemory(0, 20), SocketFlags.None, _stop.Token);
                        await stream.SendAsync(framed.AsMemory(20), SocketFlags.None, _stop.Token);
                        room.AsSpan(length + 2).CopyTo(room);
                        filled -= length + 2;
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Stopped, or the asker has gone.
            }
        }
    }

    private byte[] Answer(ReadOnlySpan<byte> query, bool truncates)
    {
        int at = 12;
        StringBuilder name = new();
        while (query[at] != 0)
        {
            name.Append(name.Length > 0 ? "." : "").Append(Encoding.ASCII.GetString(query.Slice(at + 1, query[at])));
            at += query[at] + 1;
        }

        int type = BinaryPrimitives.ReadUInt16BigEndian(query[(at + 1)..]);
        _types[type] = true;
        string[] records = _records.GetValueOrDefault((name.ToString(), type), []);
        List<byte> answer = [query[0], query[1], (byte)(0x85 | (truncates ? 2 : 0)), (byte)(0x80 | (records.Length > 0 ? 0 : Failure)), 0, 1, 0, (byte)(truncates ? 0 : records.Length), 0, 0, 0, 0];
        answer.AddRange(query[12..(at + 5)]);
        foreach (string record in truncates ? [] : records)
        {
            byte[] data = type == Service ? PlaceOf(record) : IPAddress.Parse(record).GetAddressBytes();
            answer.AddRange([0xC0, 12, 0, (byte)type, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length, .. data]);
        }

        return [.. answer];
    }

    private static byte[] PlaceOf(string place)
    {
        string[] words = place.Split(' ');
        int weight = int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture);
        int port = int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
        List<byte> data = [0, 1, (byte)(weight >> 8), (byte)weight, (byte)(port >> 8), (byte)port];
        foreach (string label in words[2].Split('.'))
        {
            data.Add((byte)label.Length);
            data.AddRange(Encoding.ASCII.GetBytes(label));
        }

        return [.. data, 0];
    }
}
