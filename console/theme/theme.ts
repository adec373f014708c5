import { generateThemeStylesheet, type Theme } from '@cloudscape-design/components/theming'

const both = (light: string, dark: string) => ({ light, dark })

/** Waymark's own colours: deep teal, with sand for what stands out. */
const theme: Theme = {
  tokens: {
    fontFamilyBase:
      "'Segoe UI', -apple-system, BlinkMacSystemFont, Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif",
    fontFamilyMonospace:
      "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', 'Liberation Mono', monospace",
    colorBackgroundButtonPrimaryDefault: both('#0f5a6b', '#7fd1d8'),
    colorBackgroundButtonPrimaryHover: both('#0a4452', '#a5e2e7'),
    colorBackgroundButtonPrimaryActive: both('#083844', '#a5e2e7'),
    colorTextButtonPrimaryDefault: both('#ffffff', '#0b1f26'),
    colorTextButtonPrimaryHover: both('#ffffff', '#0b1f26'),
    colorTextButtonPrimaryActive: both('#ffffff', '#0b1f26'),
    colorBorderButtonNormalDefault: both('#0f5a6b', '#7fd1d8'),
    colorBorderButtonNormalHover: both('#0a4452', '#a5e2e7'),
    colorTextButtonNormalDefault: both('#0f5a6b', '#7fd1d8'),
    colorTextButtonNormalHover: both('#0a4452', '#a5e2e7'),
    colorTextLinkDefault: both('#0f5a6b', '#7fd1d8'),
    colorTextLinkHover: both('#0a4452', '#a5e2e7'),
    colorTextAccent: both('#0f5a6b', '#7fd1d8'),
    colorBackgroundControlChecked: both('#0f5a6b', '#7fd1d8'),
    colorBackgroundSegmentActive: both('#0f5a6b', '#7fd1d8'),
    colorBackgroundToggleCheckedDisabled: both('#b9d9de', '#24505a'),
    colorBorderItemFocused: both('#0f5a6b', '#7fd1d8'),
    colorBorderItemSelected: both('#0f5a6b', '#7fd1d8'),
    colorBackgroundItemSelected: both('#eef8f9', '#0e2f38'),
    colorBackgroundLayoutToggleSelectedDefault: both('#0f5a6b', '#7fd1d8'),
  },
}

export const stylesheet = generateThemeStylesheet({ theme })
