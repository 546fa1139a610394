namespace MuBench.Datasets.Release.Download;

/// <summary>A further line of the notes on a file that is being downloaded: a piece that is held.</summary>
/// <param name="Piece">Its number, from 0.</param>
public sealed record DownloadedPiece(int Piece);
