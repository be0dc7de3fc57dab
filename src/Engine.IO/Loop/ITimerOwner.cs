namespace Engine.IO.Loop;

/// <summary>Whoever is called when a <see cref="LoopTimer"/> comes due: on its loop, once per deadline, never early.</summary>
public interface ITimerOwner
{
    void OnTimer(LoopTimer timer);
}
