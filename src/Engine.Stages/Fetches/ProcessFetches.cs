using System;
using System.Collections.Generic;
using System.Net;
using Engine.Config.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary>Fetches about the process, the machine and the time (CFG 7.3.2).</summary>
internal static class ProcessFetches
{
    /// <summary>8-4-4-4-12 digits and hyphens (RFC 9562 section 4).</summary>
    private const int UuidBytes = 36;

    private static readonly byte[] HostName = ByteText.ToBytes(ByteText.FromUnicode(Dns.GetHostName()));

    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("date", "Seconds since 1970, plus an offset in seconds; 's', 'ms' or 'us' behind it names the unit.", SampleNeeds.Nothing, Date),
        FetchRow.Of("date_us", "Microseconds of the current second.", SampleNeeds.Nothing, DateUs),
        new("env", "A variable of the environment at start.", SampleNeeds.Nothing, Env),
        FetchRow.Of("hostname", "The machine's name.", SampleNeeds.Nothing, static (in SampleContext _, ref Sample sample) => Text(ref sample, HostName)),
        FetchRow.Of("pid", "The process id.", SampleNeeds.Nothing, static (in SampleContext _, ref Sample sample) => Number(ref sample, Environment.ProcessId)),
        FetchRow.Of("proc", "The process number: always 1.", SampleNeeds.Nothing, static (in SampleContext _, ref Sample sample) => Number(ref sample, 1)),
        FetchRow.Of("nbproc", "The number of processes: always 1.", SampleNeeds.Nothing, static (in SampleContext _, ref Sample sample) => Number(ref sample, 1)),
        FetchRow.Of("thread", "The loop's number, 0-based.", SampleNeeds.Nothing, static (in SampleContext context, ref Sample sample) => Number(ref sample, context.Place.Loop.Index)),
        new("rand", "A random number below the one in parentheses, 2^32 unless given.", SampleNeeds.Nothing, static call => new Rand(call.Integer(0, 1L << 32))),
        new("uuid", "A random UUID: version 4, or 7 with 7 in parentheses.", SampleNeeds.Nothing, Uuid),
        FetchRow.Of("uptime", "Seconds since the start.", SampleNeeds.Nothing, Uptime),
        FetchRow.Of("stopping", "True while the process stops gently.", SampleNeeds.Nothing, static (in SampleContext context, ref Sample sample) => Truth(ref sample, context.Place.IsStopping)),
    ];

    private static bool Text(ref Sample sample, byte[] text)
    {
        sample.SetText(text);
        return true;
    }

    private static bool Number(ref Sample sample, long number)
    {
        sample.Set(number);
        return true;
    }

    private static bool Uptime(in SampleContext context, ref Sample sample)
    {
        const int MsPerSecond = 1000;
        return context.Place.Engine is { } engine && Number(ref sample, (context.Clock.NowMs - engine.StartedMs) / MsPerSecond);
    }

    private static bool Truth(ref Sample sample, bool value)
    {
        sample.Set(value);
        return true;
    }

    private static bool DateUs(in SampleContext context, ref Sample sample) =>
        Number(ref sample, context.Clock.UtcNow.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);

    private static DateFetch? Date(SampleCallArguments call)
    {
        if (TimeUnits.TryDivisor(call.Text(1), out long ticks))
        {
            return new DateFetch(call.Integer(0, 0), ticks);
        }

        call.Error($"'{call.Text(1)}' is no unit of time here", "write s, ms or us");
        return null;
    }

    private static EnvFetch Env(SampleCallArguments call)
    {
        string? value = Environment.GetEnvironmentVariable(ByteText.ToUnicode(call.Text(0)));
        return new EnvFetch(value is null ? null : ByteText.ToBytes(ByteText.FromUnicode(value)));
    }

    private static UuidFetch? Uuid(SampleCallArguments call)
    {
        long version = call.Integer(0, 4);
        if (version is 4 or 7)
        {
            return new UuidFetch(version == 7);
        }

        call.Error($"there is no UUID of version {version} here", "write uuid() for version 4, or uuid(7)");
        return null;
    }

    private sealed class DateFetch(long offsetSeconds, long ticksPerUnit) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            TimeSpan since = context.Clock.UtcNow - DateTime.UnixEpoch + TimeSpan.FromSeconds(offsetSeconds);
            return Number(ref sample, since.Ticks / ticksPerUnit);
        }
    }

    private sealed class EnvFetch(byte[]? value) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample) => value is not null && Text(ref sample, value);
    }

    private sealed class Rand(long below) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample) =>
            Number(ref sample, below <= 0 ? 0 : context.Place.Random.NextInt64(below));
    }

    private sealed class UuidFetch(bool ordered) : SampleFetch
    {
        public override bool TryFetch(in SampleContext context, ref Sample sample)
        {
            Guid guid = ordered ? Guid.CreateVersion7(new DateTimeOffset(context.Clock.UtcNow)) : Guid.NewGuid();
            if (!context.Scratch.TryTake(UuidBytes, out Span<byte> room) || !guid.TryFormat(room, out _, "D"))
            {
                return false;
            }

            sample.SetText(room);
            return true;
        }
    }
}
