using System;
using System.Buffers.Binary;
using Engine.Proxy.Tables;

namespace Engine.Proxy.Peers;

/// <summary>What is said on an open connection, in both directions: which tables there are, what has changed, what is asked for and acknowledged.</summary>
internal sealed class PeersTalk
{
    private readonly PeersSection _section;
    private readonly PeersSession _session;
    private readonly PeersOutput _output;
    private readonly PeersNames _names;
    private readonly PeersLearner _learner;
    private readonly byte[] _message = new byte[PeersFormat.MessageBytesMax];

    /// <summary>The table that updates are about; null before any.</summary>
    private PeersOutTable? _current;

    internal PeersTalk(PeersSection section, PeersSession session, PeersOutput output, PeersNames names)
    {
        _section = section;
        _session = session;
        _output = output;
        _names = names;
        _learner = new PeersLearner(names);
    }

    /// <summary>True from the other machine's request until everything was sent.</summary>
    internal bool IsTeaching { get; private set; }

    private PeersMember Member => _session.Member!;

    /// <summary>What the other machine has announced of a table of ours; null = nothing.</summary>
    internal PeersInTable? AnnouncedOf(StickTableShared table)
    {
        foreach (PeersInTable announced in _learner.Tables)
        {
            if (announced.Table == table)
            {
                return announced;
            }
        }

        return null;
    }

    internal void Begin()
    {
        _names.Clear();
        _learner.Clear();
        _current = null;
        IsTeaching = false;
        foreach (PeersOutTable table in Member.Tables)
        {
            table.Begin();
        }
    }

    /// <summary>Everything we have is to be sent.</summary>
    internal void Teach()
    {
        IsTeaching = true;
        foreach (PeersOutTable table in Member.Tables)
        {
            table.Walk(all: true);
        }
    }

    internal void Ask() => _output.WriteControl(PeersMessage.ResyncRequest);

    /// <summary>One message: its bytes, 0 when it is not whole, -1 when it cannot be read.</summary>
    internal int Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(ushort))
        {
            return 0;
        }

        PeersMessage message = (PeersMessage)BinaryPrimitives.ReadUInt16BigEndian(bytes);
        ReadOnlySpan<byte> rest = bytes[sizeof(ushort)..];
        if (((int)message & 0x80) == 0)
        {
            return Control(message) ? sizeof(ushort) : -1;
        }

        if (!PeersInteger.TryRead(ref rest, out ulong length))
        {
            return bytes.Length > PeersInteger.BytesMax + sizeof(ushort) ? -1 : 0;
        }

        if (length > PeersFormat.MessageBytesMax)
        {
            return -1;
        }

        if ((ulong)rest.Length < length)
        {
            return 0;
        }

        return Data(message, rest[..(int)length]) ? bytes.Length - rest.Length + (int)length : -1;
    }

    /// <summary>Makes messages until there are that many bytes, or nothing more to say.</summary>
    internal void Fill(int bytesMax)
    {
        WriteAcknowledgements();
        foreach (PeersOutTable table in Member.Tables)
        {
            while (_output.Count < bytesMax && TryWriteNext(table))
            {
            }
        }

        if (IsTeaching && _output.Count < bytesMax)
        {
            IsTeaching = false;
            _output.WriteControl(_section.IsComplete ? PeersMessage.ResyncFinished : PeersMessage.ResyncPartial);
        }
    }

    private bool Control(PeersMessage message)
    {
        switch (message)
        {
            case PeersMessage.ResyncRequest:
                Teach();
                return true;
            case PeersMessage.ResyncFinished or PeersMessage.ResyncPartial:
                _output.WriteControl(PeersMessage.ResyncConfirm);
                _section.OnTaught(Member, isComplete: message == PeersMessage.ResyncFinished);
                return true;
            case PeersMessage.ResyncConfirm:
                _section.OnConfirmed(_session);
                return true;
            case PeersMessage.Heartbeat:
                Member.HeartbeatsHeard++;
                return true;
            default:
                // An error that the other machine reports is the end of the connection; what is unknown, too.
                return false;
        }
    }

    private bool Data(PeersMessage message, ReadOnlySpan<byte> data)
    {
        switch (message)
        {
            case PeersMessage.TableDefinition:
                return _learner.TryDefine(data, _section.Plan.Tables);
            case PeersMessage.TableSwitch:
                return _learner.TrySwitch(data);
            case PeersMessage.Update or PeersMessage.NextUpdate or PeersMessage.TimedUpdate or PeersMessage.NextTimedUpdate:
                return _learner.TryLearn(message, data, _section.NowMs);
            case PeersMessage.Acknowledgement:
                return Acknowledge(data);
            default:
                // A message of a later version of the protocol: its length lets it be passed over.
                return true;
        }
    }

    private bool Acknowledge(ReadOnlySpan<byte> data)
    {
        if (!PeersInteger.TryRead(ref data, out ulong id) || data.Length < sizeof(uint))
        {
            return false;
        }

        Member.Tables.Find(table => (ulong)table.Id == id)?.Acknowledge(BinaryPrimitives.ReadUInt32BigEndian(data));
        return true;
    }

    private void WriteAcknowledgements()
    {
        Span<byte> data = stackalloc byte[PeersInteger.BytesMax + sizeof(uint)];
        foreach (PeersInTable table in _learner.Tables)
        {
            if (table.Learned != table.Acknowledged)
            {
                table.Acknowledged = table.Learned;
                int length = PeersInteger.Write(table.Id, data);
                BinaryPrimitives.WriteUInt32BigEndian(data[length..], table.Learned);
                _output.WriteMessage(PeersMessage.Acknowledgement, data[..(length + sizeof(uint))]);
            }
        }
    }

    /// <summary>One entry of the table, and that it is about this table. False when there is nothing to say about it now.</summary>
    private bool TryWriteNext(PeersOutTable table)
    {
        return table.IsWalking ? TryWriteWalked(table) : table.TryNext(out StickUpdate update) ? TryWriteChanged(table, update) : table.IsWalking;
    }

    private bool TryWriteChanged(PeersOutTable table, in StickUpdate update)
    {
        using StickLease lease = table.Table.Open(update);
        if (lease.IsFound && Concerns(table, lease))
        {
            WriteEntry(table, lease, (uint)update.Id);
        }

        return true;
    }

    private bool TryWriteWalked(PeersOutTable table)
    {
        using StickLease lease = table.Table.Next(ref table.Cursor, _section.NowMs);
        if (!lease.IsFound)
        {
            table.EndWalk();
            return false;
        }

        if ((table.SendsAll || lease.UpdateId > table.Pushed) && Concerns(table, lease))
        {
            WriteEntry(table, lease, (uint)lease.UpdateId);
        }

        return true;
    }

    /// <summary>False when other machines are told of that key (CFG 3.5 shard).</summary>
    private bool Concerns(PeersOutTable table, in StickLease lease) =>
        Member.Plan.Shard is var shard && (shard == 0 || PeersShards.Of(table.Table.Plan, lease.Key, _section.Plan.Shards) == shard);

    private void WriteEntry(PeersOutTable table, in StickLease lease, uint update)
    {
        if (_current != table)
        {
            _current = table;
            WriteTable(table);
        }

        long nowMs = _section.NowMs;
        BinaryPrimitives.WriteUInt32BigEndian(_message, update);
        BinaryPrimitives.WriteUInt32BigEndian(_message.AsSpan(sizeof(uint)), (uint)lease.ExpiresInMs(nowMs));
        const int Front = 2 * sizeof(uint);
        int length = Front + PeersFormat.WriteEntry(table.Table.Plan, lease, _names, nowMs, _message.AsSpan(Front));
        _output.WriteMessage(PeersMessage.TimedUpdate, _message.AsSpan(0, length));
    }

    private void WriteTable(PeersOutTable table)
    {
        if (table.IsDefined)
        {
            int length = PeersInteger.Write((ulong)table.Id, _message);
            _output.WriteMessage(PeersMessage.TableSwitch, _message.AsSpan(0, length));
            return;
        }

        table.IsDefined = true;
        _output.WriteMessage(PeersMessage.TableDefinition, _message.AsSpan(0, PeersFormat.WriteDefinition(table, _message)));
    }
}
