using System.Collections.Generic;
using Engine.Proxy.Logs;
using Engine.Proxy.Loops;
using Engine.Proxy.State;

namespace Engine.Proxy.Mail;

/// <summary>What is mailed about servers (CFG 3.6). Used on the first loop only, so that what one backend has to say keeps its order.</summary>
internal sealed class LoopMail(ProxyLoop place)
{
    /// <summary>By backend and mailer.</summary>
    private readonly Dictionary<string, MailQueue> _queues = [];
    private bool _hasStopped;

    /// <summary>Gives every mail server of the plan a mail. Never waits.</summary>
    /// <param name="text">One line, without full stop.</param>
    /// <param name="log">Where it is said that a mail is lost; null = nowhere.</param>
    internal void Send(BackendState backend, MailAlertPlan plan, string text, ProxyLogPlan? log)
    {
        foreach (MailerPlan mailer in _hasStopped ? [] : plan.Mailers)
        {
            string key = $"{backend.Name}/{mailer.Title}";
            if (!_queues.TryGetValue(key, out MailQueue? queue))
            {
                _queues[key] = queue = new MailQueue(place, backend.Name);
            }

            queue.Add(new MailMessage(plan, mailer, text, log));
        }
    }

    /// <summary>The loop is about to end: what has not been sent is forgotten.</summary>
    internal void Stop()
    {
        _hasStopped = true;
        foreach (MailQueue queue in _queues.Values)
        {
            queue.Stop();
        }
    }
}
