namespace MuBench.Hub;

/// <summary>A line of the journal of a file that is being downloaded: a complete piece.</summary>
/// <param name="Piece">Its number, from 0.</param>
internal sealed record DownloadedPiece(int Piece);
