using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Peers;
using Engine.Proxy.Tables;
using Xunit;

namespace Engine.Proxy.Tests.Peers;

/// <summary>The bytes of the peers protocol (peers-v2.0), as HAProxy 2.6 sends them.</summary>
public sealed class PeersFormatTests
{
    private static readonly StickTableConfig Config = new(new Statement("test.cfg", 1, "", []), "l")
    {
        KeyType = StickKeyType.IPv4,
        Size = 1024,
        ExpireMs = 60_000,
        Peers = "p",
        Data =
        [
            new("gpc", 3, 0), new("gpt", 2, 0), new("gpc_rate", 2, 10_000), new("conn_cur", 1, 0), new("bytes_out_cnt", 1, 0), new("server_id", 1, 0),
        ],
    };

    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(239UL, "EF")]
    [InlineData(240UL, "F000")]
    [InlineData(2287UL, "FF7F")]
    [InlineData(2288UL, "F08000")]
    [InlineData(60_000UL, "F0971C")]
    [InlineData(ulong.MaxValue, "FFF0FEFEFEFEFEFEFE0E")]
    public void Integers_GrowWithTheirValue(ulong value, string bytes)
    {
        byte[] room = new byte[PeersInteger.BytesMax];
        int length = PeersInteger.Write(value, room);
        Assert.Equal(bytes, Convert.ToHexString(room, 0, length));
        ReadOnlySpan<byte> read = room.AsSpan(0, length);
        Assert.True(PeersInteger.TryRead(ref read, out ulong back));
        Assert.Equal(value, back);
        Assert.True(read.IsEmpty);
        ReadOnlySpan<byte> cut = room.AsSpan(0, length - 1);
        Assert.False(PeersInteger.TryRead(ref cut, out _));
    }

    [Fact]
    public void ATable_IsAnnouncedWithItsColumns()
    {
        StickTableShared table = new(new StickTablePlan(Config, sticks: true), new StickNamesShared());
        byte[] room = new byte[256];
        int length = PeersFormat.WriteDefinition(new PeersOutTable(table, 2), room);
        Assert.Equal("02016C0404F1F58E71F0971C160217031802F0E203", Convert.ToHexString(room, 0, length));
        Assert.True(PeersFormat.TryReadDefinition(room.AsSpan(0, length), [table], out PeersInTable? read));
        Assert.Same(table, read!.Table);
        Assert.Equal(2UL, read.Id);
        Assert.Equal(
            new List<PeersColumn> { new(StickDataType.ServerId, 1), new(StickDataType.ConnCurrent, 1), new(StickDataType.BytesOutCount, 1), new(StickDataType.ServerKey, 1), new(StickDataType.Gpt, 2), new(StickDataType.Gpc, 3), new(StickDataType.GpcRate, 2) },
            read.Columns);
    }

    [Fact]
    public void AnUpdate_IsLearned_ButForWhatIsTrueOfOneMachineAlone()
    {
        StickTableShared table = new(new StickTablePlan(Config, sticks: true), new StickNamesShared());
        PeersLearner learner = new(new PeersNames(table.Names));
        Assert.True(learner.TryDefine(Convert.FromHexString("02016C0404F1F58E71F0971C160217031802F0E203"), [table]));
        Assert.True(learner.TryLearn(PeersMessage.Update, Convert.FromHexString("000000067F00000101003D04010273310000000100F6CBEEBB0D0000000100"), 1_000_000));
        byte[] key = [127, 0, 0, 1];
        using StickLease lease = table.Find(key, 1_000_000);
        Assert.True(lease.IsFound);
        Assert.Equal(1, lease.Read(table.Plan.CellOf(StickDataType.ServerId), 1_000_000));
        Assert.Equal(0, lease.Read(table.Plan.CellOf(StickDataType.ConnCurrent), 1_000_000));
        Assert.Equal(61, lease.Read(table.Plan.CellOf(StickDataType.BytesOutCount), 1_000_000));
        Assert.Equal("s1", ByteText.FromBytes(table.Names.NameOf((int)lease.Read(table.Plan.CellOf(StickDataType.ServerKey), 1_000_000))));
        Assert.Equal(1, lease.Read(table.Plan.CellOf(StickDataType.Gpc, 1), 1_000_000));
        Assert.Equal(1, lease.Read(table.Plan.CellOf(StickDataType.GpcRate, 1), 1_000_000));
    }

    [Fact]
    public void WhateverIsCutShort_IsRefused_AndNothingBreaks()
    {
        byte[] definition = Convert.FromHexString("02016C0404F1F58E71F0971C160217031802F0E203");
        byte[] update = Convert.FromHexString("000000067F00000101003D04010273310000000100F6CBEEBB0D0000000100");
        StickTableShared table = new(new StickTablePlan(Config, sticks: true), new StickNamesShared());
        PeersLearner learner = new(new PeersNames(table.Names));
        Assert.True(learner.TryDefine(definition, [table]));
        for (int length = 0; length < update.Length; length++)
        {
            Assert.False(learner.TryLearn(PeersMessage.Update, update.AsSpan(0, length), 1), $"{length} bytes");
        }

        Random random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] mangled = (byte[])(i % 2 == 0 ? definition : update).Clone();
            mangled[random.Next(mangled.Length)] = (byte)random.Next(256);
            mangled[random.Next(mangled.Length)] = (byte)random.Next(256);
            if (i % 2 == 0)
            {
                learner.TryDefine(mangled, [table]);
            }
            else
            {
                learner.TryLearn(PeersMessage.Update, mangled, 1);
            }
        }
    }
}
