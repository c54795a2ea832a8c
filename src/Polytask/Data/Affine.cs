namespace Polytask.Data;

/// <summary>Where every pixel of a varied image comes from. What belongs to the image place by place is read at the same places, whatever the size of its maps.</summary>
internal readonly record struct Affine
{
    private readonly double _height, _width, _sine, _cosine, _down, _across;

    /// <summary>Mirrors an image, enlarges it, turns it about its middle and moves it.</summary>
    /// <param name="height">Its height.</param>
    /// <param name="width">Its width.</param>
    /// <param name="degrees">How far it is turned.</param>
    /// <param name="share">What is left of height and width where it is enlarged.</param>
    /// <param name="down">How many pixels further down its middle is read.</param>
    /// <param name="across">How many further to the right.</param>
    /// <param name="mirrored">Whether left is right, before all that.</param>
    public Affine(int height, int width, double degrees, double share, double down, double across, bool mirrored)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        (_height, _width, _sine, _cosine, _down, _across, IsMirrored) = (height, width, share * sine, share * cosine, down, across, mirrored);
    }

    /// <summary>Whether left is right.</summary>
    public bool IsMirrored { get; }

    /// <summary>What a direction in the image becomes, of the same length.</summary>
    /// <param name="down">Its part that points down.</param>
    /// <param name="across">Its part that points to the right.</param>
    public (double Down, double Across) Turn(double down, double across)
    {
        var share = Math.Sqrt(_sine * _sine + _cosine * _cosine);
        if (IsMirrored) across = -across;
        return ((_cosine * down + _sine * across) / share, (_cosine * across - _sine * down) / share);
    }

    /// <summary>Where a point of the image goes, which may be outside; both in shares of height and width.</summary>
    /// <param name="down">How far down it is.</param>
    /// <param name="across">How far to the right.</param>
    public (double Down, double Across) Destination(double down, double across)
    {
        var squared = _sine * _sine + _cosine * _cosine;
        var (tall, wide) = ((down - 0.5) * _height - _down, (IsMirrored ? 0.5 - across : across - 0.5) * _width - _across);
        return ((_cosine * tall + _sine * wide) / squared / _height + 0.5, (_cosine * wide - _sine * tall) / squared / _width + 0.5);
    }

    /// <summary>Where a pixel comes from, which may be outside.</summary>
    /// <param name="y">Its row.</param>
    /// <param name="x">Its column.</param>
    /// <param name="height">Rows of the maps that are read.</param>
    /// <param name="width">Numbers in each row of them.</param>
    public (double Down, double Across) Source(int y, int x, int height, int width)
    {
        // From the middle of the map, in pixels of the image.
        var (tall, wide) = (_height / height, _width / width);
        var (down, across) = ((y - (height - 1) / 2.0) * tall, (x - (width - 1) / 2.0) * wide);
        (down, across) = (_cosine * down - _sine * across + _down, _sine * down + _cosine * across + _across);
        return (down / tall + (height - 1) / 2.0, (IsMirrored ? -across : across) / wide + (width - 1) / 2.0);
    }
}
