using System;
using System.Collections.Generic;
using Engine.IO.DomainNames;
using Engine.IO.Loop;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Resolving;

/// <summary>
/// One name that is resolved: asked of all name servers at once, again when none answers, by the other family when there is no
/// address of the one preferred (CFG 5.3.2); and anew after a while, as long as a server follows it. On the loop that resolves.
/// </summary>
internal sealed class NameQuery : ITimerOwner
{
    private readonly Resolver _resolver;
    private readonly LoopTimer _timer;
    private readonly DnsType _preferred;
    private DnsQuestion _question;
    private ushort _id;
    private int _triesLeft;

    /// <summary>Name servers that have not answered the query under way.</summary>
    private int _pending;

    private State _state = State.Resting;
    private DnsStatus _failure = DnsStatus.Timeout;
    private readonly RecordMemory _memory = new();

    internal NameQuery(Resolver resolver, string name, DnsType preferred)
    {
        _resolver = resolver;
        _timer = new LoopTimer(this);
        _preferred = preferred;
        Name = name;
        LastValidMs = resolver.NowMs;
    }

    private enum State : byte
    {
        /// <summary>Nothing is asked now.</summary>
        Resting,
        Asking,

        /// <summary>Every name server has failed; they are left alone for a moment.</summary>
        Pausing,
    }

    internal string Name { get; }

    internal DnsType Preferred => _preferred;

    /// <summary>The last good answer; null before the first.</summary>
    internal DnsAnswer? Answer { get; private set; }

    /// <summary>Its records, and those of earlier ones that are not obsolete yet.</summary>
    internal List<DnsRecord> Records { get; private set; } = [];

    /// <summary>Loop time of that answer, or of the beginning, ms.</summary>
    internal long LastValidMs { get; private set; }

    /// <summary>The name server that gave it.</summary>
    internal Nameserver? AnsweredBy { get; private set; }

    /// <summary>Who follows the name for good.</summary>
    internal List<INameFollower> Followers { get; } = [];

    /// <summary>Rules that wait for one answer.</summary>
    private List<Lookup> Lookups { get; } = [];

    private DnsType Other => _preferred == DnsType.IPv4 ? DnsType.IPv6 : DnsType.IPv4;

    /// <summary>What is asked for first: the family that is preferred, unless only the other one is accepted (CFG 3.1 dns-accept-family).</summary>
    private DnsType First => Accepts(_preferred) || !Accepts(Other) ? _preferred : Other;

    private bool Accepts(DnsType type) => _resolver.Families.Accepts(type, _resolver.NowMs);

    /// <summary>Answers from what is known, or asks.</summary>
    internal void Serve(Lookup lookup)
    {
        if (Answer is not null && _resolver.NowMs - LastValidMs < _resolver.Plan.HoldValidMs)
        {
            lookup.Answer(Answer);
            return;
        }

        Lookups.Add(lookup);
        Resolve();
    }

    /// <summary>Begins to ask, unless that is under way.</summary>
    internal void Resolve()
    {
        if (_state == State.Resting)
        {
            _triesLeft = _resolver.Plan.Retries;
            Ask(First);
        }
    }

    /// <summary>No more of it: whoever waits gets no answer.</summary>
    internal void Stop(TimerWheel timers)
    {
        timers.Remove(_timer);
        _state = State.Resting;
        Followers.Clear();
        foreach (Lookup lookup in Lookups)
        {
            lookup.Answer(DnsAnswer.Of(DnsStatus.Other));
        }

        Lookups.Clear();
    }

    /// <summary>A message that bears the id of the query under way. False: it is no answer to it.</summary>
    internal bool TryTake(Nameserver server, ushort id, ReadOnlySpan<byte> message)
    {
        if (_state != State.Asking || id != _id || DnsReader.Read(message, _question) is not { } answer)
        {
            return false;
        }

        server.Counters.Count(answer.Status);
        if (answer.Status == DnsStatus.Truncated)
        {
            if (!server.AskByStream(_question, _id))
            {
                OnFailure(DnsStatus.Other);
            }

            return true;
        }

        if (answer.Status == DnsStatus.Valid)
        {
            AnsweredBy = server;
            Finish(answer);
            return true;
        }

        OnFailure(answer.Status);
        return true;
    }

    public void OnTimer(LoopTimer timer)
    {
        switch (_state)
        {
            case State.Resting when Followers.Count > 0:
                Resolve();
                break;
            case State.Resting:
                _resolver.Forget(this);
                break;
            case State.Asking:
                _failure = DnsStatus.Timeout;
                _resolver.CountTimeout();
                TryAgain(_question.Type);
                break;
            default:
                TryAgain(First);
                break;
        }
    }

    private void Ask(DnsType type)
    {
        _state = State.Asking;
        _resolver.Return(_id);
        _question = new DnsQuestion(Name, type);
        _id = _resolver.TakeId(this);
        _pending = _resolver.Send(_question, _id);
        _resolver.SetTimer(_timer, _resolver.Plan.RetryMs);
    }

    /// <summary>One name server has no records for us: another may; else there may be some of the other family.</summary>
    private void OnFailure(DnsStatus status)
    {
        _failure = status;
        if (--_pending > 0)
        {
            return;
        }

        if (_question.Type == _preferred && _preferred != DnsType.Service && Accepts(Other))
        {
            Ask(Other);
            return;
        }

        if (_triesLeft <= 1)
        {
            Finish(DnsAnswer.Of(_failure));
            return;
        }

        // What is left of the time in which an answer would have been waited for.
        _state = State.Pausing;
    }

    private void TryAgain(DnsType type)
    {
        if (--_triesLeft > 0)
        {
            Ask(type);
            return;
        }

        Finish(DnsAnswer.Of(_failure));
    }

    private void Finish(DnsAnswer answer)
    {
        _state = State.Resting;
        _resolver.Return(_id);
        if (answer.Status == DnsStatus.Valid)
        {
            Answer = answer;
            Records = _memory.Merge(answer.Records, _resolver.NowMs, _resolver.Plan.HoldObsoleteMs);
            LastValidMs = _resolver.NowMs;
        }
        else
        {
            _resolver.CountFailure();
        }

        _resolver.SetTimer(_timer, Followers.Count > 0 ? _resolver.Plan.ResolveMs : Math.Max(1, _resolver.Plan.HoldValidMs));
        foreach (Lookup lookup in Lookups)
        {
            lookup.Answer(answer);
        }

        Lookups.Clear();

        // A follower may leave while it is told, when its service points elsewhere.
        foreach (INameFollower follower in Followers.ToArray())
        {
            follower.OnResolved(this, answer);
        }
    }
}
