using System.Collections.Generic;
using System.IO;
using Engine.IO.Listening;
using Engine.Proxy.Loops;
using Engine.Proxy.Plan;

namespace Engine.Proxy.Peers;

/// <summary>The peers sections of the plan in use; all of them live on the first loop.</summary>
internal sealed class PeersHub(ProxyLoop place)
{
    private readonly Dictionary<string, PeersSection> _sections = [];
    private readonly Dictionary<string, ListenSocket> _opened = [];

    internal IReadOnlyCollection<PeersSection> Sections => _sections.Values;

    /// <summary>The same for other threads, as of the last change of plans.</summary>
    private volatile PeersSection[] _all = [];

    /// <summary>Peers with whom there is a connection, and among them those with whom both ends know each other. Any thread, as of about now.</summary>
    internal (int Active, int Connected) Count()
    {
        int active = 0;
        int connected = 0;
        foreach (PeersSection section in _all)
        {
            foreach (PeersMember member in section.Members)
            {
                PeersSession? session = member.Session;
                active += session is null ? 0 : 1;
                connected += session is { IsOpen: true } ? 1 : 0;
            }
        }

        return (active, connected);
    }

    /// <summary>True while the process that takes this one's place is being taught.</summary>
    internal bool IsBusy
    {
        get
        {
            foreach (PeersSection section in _sections.Values)
            {
                if (section.IsBusy)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Opens the listening sockets that a plan needs beyond those that are open. False after an error, which is written to <paramref name="errors"/>.</summary>
    internal bool TryOpen(ProxyPlan plan, TextWriter errors)
    {
        foreach (PeersPlan section in plan.Peers)
        {
            bool stays = _sections.TryGetValue(section.Name, out PeersSection? known) && known.Plan.HasPlacesOf(section);
            if (stays || section.Listen is null)
            {
                continue;
            }

            if (!ListenSocket.TryOpen(section.Listen.Endpoint!, section.Listen.Options, out ListenSocket? socket, out ListenError? error))
            {
                errors.WriteLine($"[ERROR] {section.Where.File}:{section.Where.Line}: in peers {section.Name}: {error}");
                return false;
            }

            _opened[section.Name] = socket!;
        }

        return true;
    }

    /// <summary>The plan comes into use, after <see cref="TryOpen"/>. On the first loop.</summary>
    internal void Use(ProxyPlan plan)
    {
        HashSet<string> wanted = [];
        foreach (PeersPlan section in plan.Peers)
        {
            wanted.Add(section.Name);
            if (_sections.TryGetValue(section.Name, out PeersSection? known) && known.Plan.HasPlacesOf(section))
            {
                known.Use(section);
                continue;
            }

            known?.Close();
            _opened.Remove(section.Name, out ListenSocket? socket);
            PeersSection begun = new(place, section, socket);
            _sections[section.Name] = begun;
            begun.Start();
        }

        foreach ((string name, PeersSection section) in new List<KeyValuePair<string, PeersSection>>(_sections))
        {
            if (!wanted.Contains(name))
            {
                section.Close();
                _sections.Remove(name);
            }
        }

        _all = [.. _sections.Values];
    }

    /// <summary>The end of this process begins. On the first loop.</summary>
    internal void Stop()
    {
        foreach (PeersSection section in _sections.Values)
        {
            section.Stop();
        }
    }

    /// <summary>Everything ends now. On the first loop.</summary>
    internal void Close()
    {
        foreach (PeersSection section in _sections.Values)
        {
            section.Close();
        }
    }
}
