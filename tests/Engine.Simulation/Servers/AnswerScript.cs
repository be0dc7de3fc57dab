using System;
using System.Text;
using Engine.Simulation.Traffic;
using Engine.Simulation.World;

namespace Engine.Simulation.Servers;

/// <summary>Turns a response plan into the steps of one session.</summary>
internal sealed class AnswerScript(SimWorld world, RequestPlan request, ResponsePlan plan)
{
    private readonly byte[] _head = MessageText.ResponseHead(request, plan);

    public void Write(ServerSession session)
    {
        if (request.Expects)
        {
            session.Write("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), 1, 0);
        }

        if (!plan.IsEarly)
        {
            session.WaitForBody();
        }

        session.Wait(plan.DelayMs);
        if (plan.Fault is ServerFault.None or ServerFault.CloseInBody or ServerFault.ResetInBody or ServerFault.BadChunk or ServerFault.Stall or ServerFault.Stray)
        {
            for (int i = 0; i < plan.Interims; i++)
            {
                session.Write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"u8.ToArray(), world.OneOf(1, 5), 5);
            }

            WriteAnswer(session);
        }
        else
        {
            Misbehave(session);
        }
    }

    private void WriteAnswer(ServerSession session)
    {
        byte[] body = Body();
        int pieces = world.OneOf(1, 1, 3, 10);
        switch (plan.Fault)
        {
            case ServerFault.CloseInBody or ServerFault.ResetInBody:
                session.Write(_head, 1, 0);
                session.Write(body.AsSpan(0, body.Length / 2).ToArray(), pieces, 20);
                session.Wait(world.OneOf(0, 50));
                session.Depart(plan.Fault == ServerFault.ResetInBody);
                return;
            case ServerFault.Stall:
                session.Write([.. _head, .. body.AsSpan(0, body.Length / 2)], pieces, 20);
                session.FallSilent();
                return;
            case ServerFault.BadChunk:
                session.Write([.. _head, .. "zz\r\n"u8], 1, 0);
                session.FallSilent();
                return;
            case ServerFault.Stray:
                session.WriteWhole([.. _head, .. body, .. "HTTP/1.1 200 OK\r\nX-Id: 0\r\nContent-Length: 5\r\n\r\nstray"u8]);
                session.FinishAnswer();
                return;
        }

        if (world.Chance(0.5))
        {
            session.Write([.. _head, .. body], pieces, 20);
        }
        else
        {
            session.Write(_head, pieces, 20);
            session.Write(body, pieces, 20);
        }

        if (request.OpensTunnel)
        {
            session.EnterTunnel();
        }
        else if (plan.Body == BodyShape.UntilClose || plan.Closes)
        {
            session.Depart(reset: false);
        }
        else
        {
            session.FinishAnswer();
        }
    }

    private byte[] Body()
    {
        bool bare = request.Method == "HEAD" || plan.Status is 101 or 204 or 304 || plan.Body == BodyShape.None;
        return bare ? [] : MessageText.Body(
            world, plan.Body, Pattern.Of(request.Id, Pattern.Download, plan.BodyBytes), plan.HasTrailer ? MessageText.Trailer(request.Id) : null);
    }

    private void Misbehave(ServerSession session)
    {
        switch (plan.Fault)
        {
            case ServerFault.CloseInHead:
                session.Write(_head.AsSpan(0, _head.Length / 2).ToArray(), 1, 0);
                session.Depart(reset: false);
                break;
            case ServerFault.Garbage:
                session.Write(Encoding.Latin1.GetBytes(world.OneOf<string>(
                    "what?\r\n\r\n",
                    "HTTP/1.1 20 OK\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello",
                    "HTTP/1.1 200 OK\r\nX: " + new string('x', 40_000) + "\r\n\r\n")), 1, 0);
                session.FallSilent();
                break;
            case ServerFault.Silent:
                session.FallSilent();
                break;
            default:
                session.Depart(plan.Fault == ServerFault.ResetBeforeHead);
                break;
        }
    }
}
