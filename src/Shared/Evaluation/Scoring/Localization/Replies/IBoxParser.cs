namespace MuBench.Scoring.Localization.Replies;

/// <summary>Reads the boxes of a response in the format of a family of models. Accepts any text and never throws.</summary>
internal interface IBoxParser
{
    /// <summary>Reads a response.</summary>
    /// <param name="response">The unchanged response.</param>
    /// <param name="image">The size of the image in which the boxes are returned.</param>
    BoxReading Parse(string response, ImageSize image);
}
