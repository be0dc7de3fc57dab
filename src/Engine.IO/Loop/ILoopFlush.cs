namespace Engine.IO.Loop;

/// <summary>Collects work during a turn and carries it out in one go before the loop sleeps (log batches, for one).</summary>
public interface ILoopFlush
{
    void Flush();
}
