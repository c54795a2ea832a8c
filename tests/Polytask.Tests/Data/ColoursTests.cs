using Polytask.Data;

namespace Polytask.Tests.Data;

public sealed class ColoursTests
{
    [Fact]
    public void Colours_fade_to_grey_contrast_to_the_mean_and_brightness_to_black()
    {
        float[] faded = [200, 100, 50], flat = [200, 100, 50], dark = [200, 100, 50];
        new Colours(1, 1, 0).Change(faded, 80);
        new Colours(1, 0, 2).Change(flat, 80);
        new Colours(0.5f, 1, 1).Change(dark, 80);
        var grey = 0.299f * 200 + 0.587f * 100 + 0.114f * 50;
        foreach (var channel in faded) Assert.Equal(grey, channel, 1e-4);
        foreach (var channel in flat) Assert.Equal(80, channel, 1e-4);
        Assert.Equal([100f, 50, 25], dark);
    }

    [Fact]
    public void Stronger_colours_move_away_from_grey_where_there_are_three()
    {
        float[] colours = [110, 100, 100], grey = [110];
        new Colours(1, 1, 2).Change(colours, 0);
        new Colours(1, 1, 2).Change(grey, 0);
        Assert.Equal(2 * 110 - 102.99, colours[0], 1e-4);
        Assert.Equal(2 * 100 - 102.99, colours[1], 1e-4);
        Assert.Equal([110f], grey);
    }
}
