namespace Engine.IO.Sockets;

/// <summary>Whoever must know that a peer left while nothing was being read from it.</summary>
public interface IConnectionOwner
{
    /// <summary>FIN, reset or stray bytes arrived and no read is under way. Called on the loop; may close the connection.</summary>
    void OnUnreadInput(Connection connection);
}
