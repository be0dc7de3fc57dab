using System;
using System.Collections.Generic;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Loop;
using Engine.IO.Sockets;
using Engine.IO.Tasks;
using Engine.Proxy.Loops;

namespace Engine.Proxy.Mail;

/// <summary>
/// The mails of one backend to one mail server, one after the other, each over a connection of its own. One that cannot be delivered
/// is lost, counted and said to be; it is not tried again, as in HAProxy. Belongs to one loop.
/// </summary>
internal sealed class MailQueue : ITimerOwner
{
    /// <summary>More are lost: a server that is silent for <c>timeout mail</c> with each mail must not cost memory without limit.</summary>
    internal const int WaitingMax = 256;

    /// <summary>Of what a server says, in messages.</summary>
    private const int QuotedMax = 80;

    private readonly ProxyLoop _place;
    private readonly string _backend;
    private readonly SocketConnection _pipe;
    private readonly LoopTimer _timer;
    private readonly Queue<MailMessage> _waiting = [];
    private string _said = "";
    private bool _isBusy;
    private bool _timedOut;
    private bool _hasStopped;

    internal MailQueue(ProxyLoop place, string backend)
    {
        _place = place;
        _backend = backend;
        _pipe = new SocketConnection(place.Loop);
        _timer = new LoopTimer(this);
    }

    /// <summary>Mails that were not delivered.</summary>
    internal long Lost { get; private set; }

    internal void Add(MailMessage mail)
    {
        if (_waiting.Count >= WaitingMax)
        {
            Lose(mail, $"{WaitingMax} others wait");
            return;
        }

        _waiting.Enqueue(mail);
        if (!_isBusy)
        {
            RunAsync().Forget();
        }
    }

    /// <summary>The loop is about to end: nothing is sent from now on.</summary>
    internal void Stop()
    {
        _hasStopped = true;
        _waiting.Clear();
        _place.Loop.Timers.Remove(_timer);
        _pipe.CancelWaits();
        _pipe.Close(reset: true);
    }

    public void OnTimer(LoopTimer timer)
    {
        _timedOut = true;
        _pipe.CancelWaits();
    }

    private async LoopTask RunAsync()
    {
        _isBusy = true;
        while (!_hasStopped && _waiting.TryDequeue(out MailMessage? mail))
        {
            _timedOut = false;
            if (mail.Mailer.TimeoutMs > 0)
            {
                _place.Loop.Timers.Set(_timer, _place.Loop.Clock.NowMs + mail.Mailer.TimeoutMs);
            }

            string? fault = await DeliverAsync(mail);
            _place.Loop.Timers.Remove(_timer);
            _pipe.Close(reset: false);
            if (fault is not null && !_hasStopped)
            {
                Lose(mail, _timedOut ? $"it took more than {mail.Mailer.TimeoutMs} ms" : fault);
            }
        }

        _isBusy = false;
    }

    /// <returns>Null once the server has taken it; else why not.</returns>
    private async LoopTask<string?> DeliverAsync(MailMessage mail)
    {
        int error = await _pipe.ConnectAsync(new ConnectTarget { Address = mail.Mailer.Endpoint.Native, Options = ConnectOptions.Default });
        if (error != 0)
        {
            return Marshal.GetPInvokeErrorMessage(error);
        }

        foreach (MailStep step in mail.Steps(_place.Loop.Clock.UtcNow))
        {
            int code = await ReceiveAsync();
            if (code != step.Code)
            {
                return _said.Length == 0 ? $"no answer to {step.Name}" : $"the answer to {step.Name} was \"{_said}\"";
            }

            FlushResult sent = await _pipe.Output.WriteAsync(step.Line);
            if (sent.IsCanceled)
            {
                return "the server takes nothing";
            }
        }

        // It has the mail: what it says to the goodbye changes nothing.
        await ReceiveAsync();
        return null;
    }

    /// <returns>The code of the reply; 0 when there is none. Its last line is in <see cref="_said"/>, "" likewise.</returns>
    private async LoopTask<int> ReceiveAsync()
    {
        int seen = 0;
        _said = "";
        while (_pipe.IsOpen && !_timedOut)
        {
            if (!_pipe.Input.TryFill(seen))
            {
                if (!await _pipe.Input.WaitAsync())
                {
                    break;
                }

                continue;
            }

            seen = _pipe.Input.Unread.Length;
            if (TryTake(out int code))
            {
                return code;
            }

            if (_pipe.Input.IsEnded || seen >= _place.Loop.Buffers.BufferBytes)
            {
                break;
            }
        }

        return 0;
    }

    private bool TryTake(out int code)
    {
        int taken = MailReply.Read(_pipe.Input.Unread, out code, out ReadOnlySpan<byte> last);
        _said = taken == 0 ? "" : Quote(last);
        _pipe.Input.Consume(taken);
        return taken > 0;
    }

    /// <summary>What a server says must not break out of its quotation marks, or of its line.</summary>
    private static string Quote(ReadOnlySpan<byte> line)
    {
        StringBuilder text = new();
        foreach (byte b in line[..Math.Min(line.Length, QuotedMax)])
        {
            text.Append(b is < (byte)' ' or > (byte)'~' or (byte)'"' ? '?' : (char)b);
        }

        return text.ToString();
    }

    private void Lose(MailMessage mail, string fault)
    {
        Lost++;
        if (mail.Log is { } log)
        {
            string text = $"A mail about {_backend} to mailer {mail.Mailer.Title} ({mail.Mailer.Endpoint}) is lost, {Lost} so far: {fault}.";
            _place.Log.Send(log, LogLevel.Warning, ByteText.ToBytes(text), default);
        }
    }
}
